package io.camkit.source.rtsp;

import io.camkit.Frame;
import io.camkit.testkit.UdpFaultProxy.Packet;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.zip.CRC32;

/**
 * The pictures that a server of H.264 with one slice a picture sent, put together from its packets (RFC 6184) by other means than the
 * product's. A picture is known by the checksum of its slice.
 */
final class SentPictures {
    private static final int HEADER = 12;
    private static final int FU_A = 28;

    private final Map<Integer, Picture> byTimestamp = new HashMap<>();
    private final List<Picture> inOrder = new ArrayList<>();

    private static final class Picture {
        private final CRC32 slice = new CRC32();
        private final Set<Integer> numbers = new HashSet<>();
        private boolean intact = true;
    }

    SentPictures(List<Packet> packets) {
        Set<Integer> usurped = new HashSet<>();
        for (Packet packet : packets) {
            add(packet);
            byte[] arrived = packet.arrived();
            if (arrived != null && !packet.intact() && arrived.length >= 4) {
                usurped.add(number(arrived));
            }
        }
        inOrder.forEach(picture -> picture.intact &= picture.numbers.stream().noneMatch(usurped::contains));
    }

    private void add(Packet packet) {
        byte[] sent = packet.sent();
        int timestamp = ByteBuffer.wrap(sent).getInt(4);
        Picture picture = byTimestamp.computeIfAbsent(timestamp, unknown -> {
            Picture made = new Picture();
            inOrder.add(made);
            return made;
        });
        picture.numbers.add(number(sent));
        picture.intact &= packet.intact();
        int type = sent[HEADER] & 0x1f;
        if (type == FU_A && isSlice(sent[HEADER + 1])) {
            if (sent[HEADER + 1] < 0) {
                picture.slice.update((sent[HEADER] & 0xe0) | (sent[HEADER + 1] & 0x1f));
            }
            picture.slice.update(sent, HEADER + 2, sent.length - HEADER - 2);
        } else if (isSlice(sent[HEADER])) {
            picture.slice.update(sent, HEADER, sent.length - HEADER);
        }
    }

    private static int number(byte[] packet) {
        return ByteBuffer.wrap(packet).getShort(2) & 0xffff;
    }

    private static boolean isSlice(byte header) {
        int type = header & 0x1f;
        return type == 1 || type == 5;
    }

    int count() {
        return inOrder.size();
    }

    /** All that were sent. */
    Set<Long> all() {
        Set<Long> slices = new HashSet<>();
        inOrder.forEach(picture -> slices.add(picture.slice.getValue()));
        return slices;
    }

    /** Those of which every packet arrived as it was sent, in no other's place; without the newest, which may be on its way. */
    List<Long> good() {
        List<Long> slices = new ArrayList<>();
        for (Picture picture : inOrder.subList(0, Math.max(0, inOrder.size() - 2))) {
            if (picture.intact) {
                slices.add(picture.slice.getValue());
            }
        }
        return slices;
    }

    /** What a received frame's slice is known by. */
    static long sliceOf(Frame frame) {
        ByteBuffer bytes = frame.asBuffer();
        int start = bytes.limit();
        while (start > 0 && !(isStart(bytes, start - 4) && isSlice(bytes.get(start)))) {
            start--;
        }
        CRC32 slice = new CRC32();
        slice.update(bytes.position(start));
        return slice.getValue();
    }

    private static boolean isStart(ByteBuffer bytes, int at) {
        return at >= 0 && at + 4 < bytes.limit() && bytes.getInt(at) == 1;
    }
}
