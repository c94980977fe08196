package io.camkit.testkit;

import io.camkit.Codec;
import io.camkit.Frame;
import io.camkit.Payload;
import io.camkit.Track;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** What holds for the frames of every source and processor, checked frame by frame. One thread at a time. */
final class StreamRules {
    private final Map<Codec.Kind, Frame> newest = new EnumMap<>(Codec.Kind.class);

    /** The rules that {@code frame} breaks; usually none. Only its header is kept. */
    List<String> brokenBy(Frame frame, long nowNanos) {
        List<String> broken = new ArrayList<>();
        Track track = frame.track();
        Frame before = newest.put(track.kind(), frame);
        boolean newTrack = before == null || before.track() != track;
        if (before != null && frame.dts() <= before.dts()) {
            broken.add("dts does not rise: " + frame.dts() + " after " + before.dts());
        }
        if (newTrack && !frame.keyFrame()) {
            broken.add("the first frame of a track is no key frame");
        }
        if (before != null && newTrack && same(before.track(), track)) {
            broken.add("a new track object although nothing changed");
        }
        if (track.codec().everyFrameKey() && !frame.keyFrame()) {
            broken.add("every frame of " + track.codec() + " is a key frame, but this one says no");
        }
        if (frame.pts() < frame.dts()) {
            broken.add("shown before it is decoded: pts " + frame.pts() + ", dts " + frame.dts());
        }
        if (frame.captureNanos() > nowNanos) {
            broken.add("captured in the future, by " + (frame.captureNanos() - nowNanos) + " ns");
        }
        switch (track.codec()) {
            case H264, H265 -> annexB(frame, broken);
            case JPEG -> jpeg(frame.payload(), broken);
            default -> {
                if (frame.size() == 0) {
                    broken.add("an empty payload");
                }
            }
        }
        return broken;
    }

    private static boolean same(Track a, Track b) {
        return a.toString().equals(b.toString())
                && a.clockRate() == b.clockRate()
                && a.parameterSets().equals(b.parameterSets());
    }

    private static void annexB(Frame frame, List<String> broken) {
        Payload bytes = frame.payload();
        if (!startCodeAt(bytes, 0)) {
            broken.add("it does not begin with a four-byte start code");
        }
        for (int i = 2; i < bytes.size(); i++) {
            boolean three = bytes.get(i) == 1 && bytes.get(i - 1) == 0 && bytes.get(i - 2) == 0;
            if (three && (i < 3 || bytes.get(i - 3) != 0)) {
                broken.add("a three-byte start code at " + (i - 2));
                return;
            }
        }
        if (frame.keyFrame() && frame.track().parameterSets().isEmpty()) {
            broken.add("a key frame whose track has no parameter sets");
        }
    }

    private static boolean startCodeAt(Payload bytes, int index) {
        return bytes.size() > index + 4
                && bytes.get(index) == 0
                && bytes.get(index + 1) == 0
                && bytes.get(index + 2) == 0
                && bytes.get(index + 3) == 1;
    }

    private static void jpeg(Payload bytes, List<String> broken) {
        int size = bytes.size();
        boolean whole = size >= 4
                && bytes.get(0) == (byte) 0xFF
                && bytes.get(1) == (byte) 0xD8
                && bytes.get(size - 2) == (byte) 0xFF
                && bytes.get(size - 1) == (byte) 0xD9;
        if (!whole) {
            broken.add("a JPEG that is not whole from SOI to EOI, " + size + " bytes");
        }
    }
}
