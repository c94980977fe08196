package io.camkit.media.rtp;

import io.camkit.media.h264.Nal;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** Cuts access units into RTP packets as a camera does (RFC 6184), for tests that then lose, double or swap some. */
final class Packetizer {
    static final int PAYLOAD_TYPE = 96;
    private static final int SOURCE = 0x1234_5678;

    private final int maxPayload;
    private int sequence;

    Packetizer(int maxPayload, int firstSequence) {
        this.maxPayload = maxPayload;
        this.sequence = firstSequence;
    }

    /** The packets of one access unit in Annex B form; the last one carries the marker. */
    List<ByteBuffer> unit(ByteBuffer annexB, int timestamp) {
        return nals(nalsOf(annexB), timestamp);
    }

    static List<ByteBuffer> nalsOf(ByteBuffer annexB) {
        List<ByteBuffer> nals = new ArrayList<>();
        int limit = annexB.limit();
        int at = annexB.position() + Nal.START_CODE_LENGTH;
        while (at < limit) {
            int next = Nal.find(annexB, at, limit);
            int end = next == Nal.NONE ? limit : next - 1;
            nals.add(annexB.slice(at, end - at));
            at = end + Nal.START_CODE_LENGTH;
        }
        return nals;
    }

    /** The packets of some NAL units of one picture; the last one carries the marker. */
    List<ByteBuffer> nals(List<ByteBuffer> nals, int timestamp) {
        List<ByteBuffer> packets = new ArrayList<>();
        for (int i = 0; i < nals.size(); i++) {
            boolean last = i == nals.size() - 1;
            ByteBuffer nal = nals.get(i).duplicate();
            if (nal.remaining() <= maxPayload) {
                packets.add(packet(nal, last, timestamp));
            } else {
                fragment(nal, last, timestamp, packets);
            }
        }
        return packets;
    }

    private void fragment(ByteBuffer nal, boolean marker, int timestamp, List<ByteBuffer> packets) {
        byte first = nal.get();
        int start = 0x80;
        while (nal.hasRemaining()) {
            int length = Math.min(nal.remaining(), maxPayload - 2);
            int end = length == nal.remaining() ? 0x40 : 0;
            ByteBuffer payload = ByteBuffer.allocate(2 + length);
            payload.put((byte) ((first & 0xe0) | 28)).put((byte) (start | end | (first & 0x1f)));
            payload.put(nal.slice().limit(length));
            nal.position(nal.position() + length);
            packets.add(packet(payload.flip(), marker && end != 0, timestamp));
            start = 0;
        }
    }

    /** The packets of one H.265 NAL unit that ends a picture (RFC 7798). */
    List<ByteBuffer> h265(ByteBuffer nal, int timestamp) {
        List<ByteBuffer> packets = new ArrayList<>();
        byte type = (byte) (nal.get(0) >> 1);
        for (int at = 2; at < nal.limit(); at += maxPayload) {
            int length = Math.min(maxPayload, nal.limit() - at);
            boolean last = at + length == nal.limit();
            ByteBuffer payload = ByteBuffer.allocate(3 + length).putShort((short) 0x6201);
            payload.put((byte) ((at == 2 ? 0x80 : 0) | (last ? 0x40 : 0) | type));
            packets.add(packet(payload.put(nal.slice(at, length)).flip(), last, timestamp));
        }
        return packets;
    }

    /** One packet that aggregates NAL units (STAP-A). */
    ByteBuffer aggregate(List<ByteBuffer> nals, boolean marker, int timestamp) {
        ByteBuffer payload = ByteBuffer.allocate(maxPayload).put((byte) 0x78);
        nals.forEach(nal -> payload.putShort((short) nal.remaining()).put(nal.duplicate()));
        return packet(payload.flip(), marker, timestamp);
    }

    /** One packet of any payload. */
    ByteBuffer packet(ByteBuffer payload, boolean marker, int timestamp) {
        return ByteBuffer.allocate(12 + payload.remaining())
                .put((byte) 0x80)
                .put((byte) ((marker ? 0x80 : 0) | PAYLOAD_TYPE))
                .putShort((short) sequence++)
                .putInt(timestamp)
                .putInt(SOURCE)
                .put(payload.duplicate())
                .flip();
    }
}
