package io.camkit.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.camkit.testkit.ManualClock;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class ChildJvmTest {
    private static final Duration SILENCE = Duration.ofSeconds(1);

    private final ManualClock clock = new ManualClock();

    @Test
    void messagesOfEverySizeComeBackAsTheyWere() throws Exception {
        try (ChildJvm child = start(EchoChild.class)) {
            for (int size : new int[] {0, 1, 4096, 1 << 20, (8 << 20) + 7}) {
                ByteBuffer payload = ByteBuffer.allocateDirect(size);
                for (int i = 0; i < size; i += 97) {
                    payload.put(i, (byte) (i / 97));
                }
                child.messages().send(size % 100, ByteBuffer.wrap(new byte[] {1, 2, 3}), payload);

                Message answer = child.messages().receive();
                assertEquals(size % 100, answer.type());
                assertEquals(ByteBuffer.wrap(new byte[] {1, 2, 3}), answer.head());
                assertEquals(size, answer.payloadBytes());
                ByteBuffer back = ByteBuffer.allocateDirect(size);
                answer.readPayload(back);
                assertEquals(payload, back.flip());
            }
        }
    }

    @Test
    void aCrashIsToldWithItsSignalAndWhatTheChildSaid() throws Exception {
        try (ChildJvm child = start(EchoChild.class)) {
            Processes.signal("SEGV", child);

            assertThrows(IOException.class, () -> child.messages().receive());

            assertEquals("CK-2503", child.cause().code());
            assertTrue(child.cause().what().contains("SIGSEGV"), child.cause()::what);
        }
    }

    private ChildJvm start(Class<?> main) throws InterruptedException {
        return ChildJvm.start(
                new JavaCommand(
                        JavaCommand.classPathOf(main, Messages.class, io.camkit.Clock.class),
                        main.getName(),
                        List.of(),
                        64 << 20,
                        512 << 20),
                SILENCE,
                clock);
    }
}
