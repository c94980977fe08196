package io.camkit.sink.webrtc.transport;

import io.camkit.sink.webrtc.srtp.SrtpEncryptor;
import java.nio.ByteBuffer;

/** Somebody who wants to know only whether it is over. */
final class Viewer implements Peer.Listener {
    boolean closed;

    @Override
    public void connected(SrtpEncryptor encryptor) {
        // nothing is sent
    }

    @Override
    public void control(ByteBuffer packet) {
        // nothing is heard
    }

    @Override
    public void tick() {
        // nothing to do
    }

    @Override
    public void closed() {
        closed = true;
    }
}
