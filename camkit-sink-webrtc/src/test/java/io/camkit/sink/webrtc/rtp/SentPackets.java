package io.camkit.sink.webrtc.rtp;

import io.camkit.sink.webrtc.srtp.SrtpDecryptor;
import io.camkit.sink.webrtc.srtp.SrtpKey;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** What a viewer receives, decrypted. */
final class SentPackets implements PacketOutput {
    final List<Packet> packets = new ArrayList<>();
    boolean writable = true;
    boolean broken;
    private final SrtpKey key;
    private SrtpDecryptor decryptor;

    record Packet(int type, boolean marker, int sequence, int timestamp, int source, ByteBuffer payload) {
        static Packet of(byte[] plain) {
            ByteBuffer packet = ByteBuffer.wrap(plain);
            return new Packet(
                    packet.get(1) & 0x7f,
                    packet.get(1) < 0,
                    packet.getShort(2) & 0xffff,
                    packet.getInt(4),
                    packet.getInt(8),
                    packet.slice(12, plain.length - 12));
        }
    }

    SentPackets(SrtpKey key) {
        this.key = key;
        this.decryptor = new SrtpDecryptor(key);
    }

    /** A viewer without memory: what he had before is no replay to him. */
    void forget() {
        decryptor = new SrtpDecryptor(key);
        packets.clear();
    }

    @Override
    public boolean writable() {
        return writable;
    }

    @Override
    public void send(byte[] packet, int length) {
        if (broken) {
            throw new IllegalStateException("the way is broken");
        }
        byte[] copy = Arrays.copyOf(packet, length);
        int plain = decryptor.unprotect(copy, length);
        if (plain < 0) {
            throw new AssertionError("refused: " + plain);
        }
        packets.add(Packet.of(Arrays.copyOf(copy, plain)));
    }

    @Override
    public void flush() {
        // nothing waits here
    }
}
