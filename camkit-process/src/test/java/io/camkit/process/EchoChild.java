package io.camkit.process;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;

/** A child JVM that sends back what it gets. */
final class EchoChild {
    private EchoChild() {}

    public static void main(String[] args) throws IOException {
        ByteBuffer payload = ByteBuffer.allocateDirect(16 << 20);
        try (Messages messages = Messages.toParent(args)) {
            while (true) {
                Message message = messages.receive();
                message.readPayload(payload.clear());
                messages.send(message.type(), message.head(), payload.flip());
            }
        } catch (EOFException e) {
            // the parent is gone
        }
    }
}
