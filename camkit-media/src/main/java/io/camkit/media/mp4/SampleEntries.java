package io.camkit.media.mp4;

import io.camkit.Track;

/** What stands in every sample entry (ISO/IEC 14496-12, sections 12.1.3 and 12.2.3) in front of the codec's own box. */
final class SampleEntries {
    private static final int DATA_REFERENCE = 1;
    private static final int DPI_72 = 0x0048_0000;
    private static final int BITS_A_SAMPLE = 16;
    private static final int MAX_RATE = 0xffff;

    private SampleEntries() {}

    static void pictures(Boxes boxes, String type, Track track, Runnable configuration) {
        boxes.box(type, () -> {
            boxes.zeros(6).shorts(DATA_REFERENCE);
            boxes.zeros(16).shorts(track.width(), track.height());
            boxes.ints(DPI_72, DPI_72, 0).shorts(1); // one frame a sample
            boxes.zeros(32).shorts(0x18, -1); // no compressor name, depth, pre_defined
            configuration.run();
        });
    }

    static void sound(Boxes boxes, String type, Track track, Runnable configuration) {
        int rate = track.clockRate() <= MAX_RATE ? track.clockRate() << 16 : 0;
        boxes.box(type, () -> {
            boxes.zeros(6).shorts(DATA_REFERENCE);
            boxes.zeros(8).shorts(track.channels(), BITS_A_SAMPLE).ints(0, rate);
            configuration.run();
        });
    }
}
