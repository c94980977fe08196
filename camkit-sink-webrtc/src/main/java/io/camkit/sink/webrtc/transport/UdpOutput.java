package io.camkit.sink.webrtc.transport;

import io.camkit.sink.webrtc.rtp.PacketOutput;
import io.camkit.spi.Nullable;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import java.net.InetSocketAddress;

/** Packets to one peer over UDP. Equally long ones in a row are handed to the system as one, which takes them apart. */
public final class UdpOutput implements PacketOutput {
    /** What Linux takes as one (UDP_MAX_SEGMENTS), and what fits in 64 KiB with the longest packets. */
    private static final int MAX_SEGMENTS = 44;

    private static final int EXPECTED_BYTES = 16 * 1024;

    private final UdpPort port;
    private final InetSocketAddress peer;
    private @Nullable ByteBuf batch;
    private int segment;
    private int segments;
    private boolean complete;

    UdpOutput(UdpPort port, InetSocketAddress peer) {
        this.port = port;
        this.peer = peer;
    }

    @Override
    public boolean writable() {
        return port.writable();
    }

    @Override
    public void send(byte[] packet, int length) {
        ByteBuf open = batch;
        if (open != null && (complete || length > segment || segments == MAX_SEGMENTS)) {
            flush();
            open = null;
        }
        if (open == null) {
            open = PooledByteBufAllocator.DEFAULT.directBuffer(EXPECTED_BYTES);
            batch = open;
            segment = length;
            segments = 0;
            complete = false;
        }
        open.writeBytes(packet, 0, length);
        segments++;
        complete = length < segment;
    }

    @Override
    public void flush() {
        ByteBuf open = batch;
        batch = null;
        if (open != null) {
            port.write(open, segment, peer);
        }
    }
}
