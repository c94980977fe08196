package io.camkit.sink.webrtc.srtp;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;

/** Packets and keys that the tests share. */
final class Packets {
    static final int HEADER = 12;
    static final int ROOM = 32;

    private Packets() {}

    /** The keys of a peer connection whose two ends are told apart by {@code ofClient} and {@code ofServer}. */
    static byte[] material(SrtpProfile profile) {
        byte[] material = new byte[profile.materialBytes()];
        for (int i = 0; i < material.length; i++) {
            material[i] = (byte) (i * 7 + 1);
        }
        return material;
    }

    static SrtpKey key(SrtpProfile profile) {
        return SrtpKeys.ofClient(profile, material(profile)).local();
    }

    static byte[] hex(String digits) {
        return HexFormat.of().parseHex(digits.replaceAll("\\s", ""));
    }

    /** Bytes with room behind them. */
    static byte[] roomy(byte[] bytes) {
        return Arrays.copyOf(bytes, bytes.length + ROOM);
    }

    /** A packet of RTP with a payload of {@code payload} bytes and room behind. */
    static byte[] rtp(int sequence, int source, int payload) {
        ByteBuffer packet = ByteBuffer.allocate(HEADER + payload + ROOM);
        packet.putShort((short) 0x8060)
                .putShort((short) sequence)
                .putInt(sequence * 3000)
                .putInt(source);
        for (int i = 0; i < payload; i++) {
            packet.put((byte) (sequence + i));
        }
        return packet.array();
    }

    /** A receiver report without blocks and a picture loss indication, with room behind: 20 bytes. */
    static byte[] rtcp(int source) {
        ByteBuffer packet = ByteBuffer.allocate(20 + ROOM);
        packet.putInt(0x80c90001)
                .putInt(source)
                .putInt(0x81ce0002)
                .putInt(source)
                .putInt(source + 1);
        return packet.array();
    }

    /** What another end with this key sends as the packet of an index: exactly as long as it is sent. */
    static byte[] sealed(SrtpEncryptor encryptor, long index, int source) {
        byte[] packet = rtp((int) (index & 0xffff), source, 40);
        return Arrays.copyOf(packet, encryptor.protect(packet, HEADER, HEADER + 40, index));
    }
}
