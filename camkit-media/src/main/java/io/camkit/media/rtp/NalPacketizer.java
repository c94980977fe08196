package io.camkit.media.rtp;

import io.camkit.Frame;
import io.camkit.Track;
import io.camkit.media.h264.Nal;
import io.camkit.media.h264.StartCodes;
import io.camkit.spi.CountedFrame;
import java.nio.ByteBuffer;
import java.util.ArrayList;
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
        if (all.length <= maxBytes) {
            return List.of(all);
        }
        List<byte[]> payloads = new ArrayList<>();
        sets.forEach(set -> cutSet(set, payloads));
        return payloads;
    }

    /** A set alone, in pieces if it is too long for one packet. */
    private void cutSet(ByteBuffer set, List<byte[]> payloads) {
        RtpPayloads pieces = new RtpPayloads(List.of(), 1);
        cut(set, set.position(), set.remaining(), pieces);
        for (int i = 0; i < pieces.count(); i++) {
            byte[] payload = new byte[pieces.size(i)];
            pieces.copy(i, set, payload, 0);
            payloads.add(payload);
        }
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
