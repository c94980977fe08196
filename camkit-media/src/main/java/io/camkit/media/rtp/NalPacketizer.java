package io.camkit.media.rtp;

import io.camkit.Frame;
import io.camkit.Track;
import io.camkit.media.h264.Nal;
import io.camkit.media.h264.StartCodes;
import io.camkit.spi.CountedFrame;
import java.nio.ByteBuffer;
import java.util.List;

/** Pictures made of NAL units. Fragments of one NAL unit are equally long, but for the last. */
final class NalPacketizer implements RtpPacketizer {
    private final NalPayloads format;
    private final int maxBytes;
    private final List<byte[]> parameterSets;

    NalPacketizer(Track track, NalPayloads format, int maxBytes) {
        this.format = format;
        this.maxBytes = maxBytes;
        this.parameterSets = parameterSets(track.parameterSets());
    }

    private List<byte[]> parameterSets(List<ByteBuffer> sets) {
        if (sets.isEmpty()) {
            return List.of();
        }
        byte[] all = format.aggregate(sets);
        // some that are too long for one packet each go alone; who sends a set of several packets relies on IP to take
        // it apart
        return all.length <= maxBytes
                ? List.of(all)
                : sets.stream().map(NalPacketizer::bytes).toList();
    }

    private static byte[] bytes(ByteBuffer set) {
        byte[] bytes = new byte[set.remaining()];
        set.duplicate().get(bytes);
        return bytes;
    }

    @Override
    public RtpPayloads cut(Frame frame) {
        ByteBuffer annexB = CountedFrame.memoryOf(frame);
        int size = frame.size();
        RtpPayloads payloads = new RtpPayloads(frame.keyFrame() ? parameterSets : List.of(), size / maxBytes + 2);
        int start = StartCodes.next(annexB, 0, size);
        while (start < size) {
            int nal = start + Nal.START_CODE_LENGTH;
            int end = StartCodes.next(annexB, nal, size);
            if (end - nal > format.headerBytes() && format.isSent(annexB.get(nal))) {
                cut(annexB, nal, end - nal, payloads);
            }
            start = end;
        }
        return payloads;
    }

    private void cut(ByteBuffer annexB, int nal, int length, RtpPayloads payloads) {
        if (length <= maxBytes) {
            payloads.add(0, 0, nal, length);
            return;
        }
        int header = format.headerBytes() == 1 ? annexB.get(nal) & 0xff : annexB.getShort(nal) & 0xffff;
        int from = nal + format.headerBytes();
        int end = nal + length;
        int room = maxBytes - format.fragmentHeadBytes();
        int fragments = (end - from + room - 1) / room;
        int even = (end - from + fragments - 1) / fragments;
        for (int at = from; at < end; at += even) {
            int piece = Math.min(even, end - at);
            int head = format.fragmentHead(header, at == from, at + piece == end);
            payloads.add(head, format.fragmentHeadBytes(), at, piece);
        }
    }
}
