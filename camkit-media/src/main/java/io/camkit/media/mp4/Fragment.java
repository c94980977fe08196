package io.camkit.media.mp4;

import io.camkit.Frame;
import java.nio.ByteBuffer;

/**
 * One movie fragment and its data (ISO/IEC 14496-12, section 8.8), written in one pass: the header's place is known beforehand, its
 * figures are filled in as the samples are copied behind it.
 */
final class Fragment {
    private static final int MOOF = Boxes.type("moof");
    private static final int MFHD = Boxes.type("mfhd");
    private static final int TRAF = Boxes.type("traf");
    private static final int TFHD = Boxes.type("tfhd");
    private static final int TFDT = Boxes.type("tfdt");
    private static final int TRUN = Boxes.type("trun");
    private static final int MDAT = Boxes.type("mdat");

    private static final int BOX = 8;
    private static final int MFHD_BYTES = BOX + 8;
    private static final int TFHD_BYTES = BOX + 8;
    private static final int TFDT_BYTES = BOX + 12;
    private static final int TRUN_BYTES = BOX + 12;
    private static final int SAMPLE_BYTES = 16;

    private static final int DEFAULT_BASE_IS_MOOF = 0x02_0000;
    private static final int VERSION_1 = 1 << 24;
    /** Data offset; per sample duration, size, flags and composition offset. */
    private static final int TRUN_FLAGS = 0x000f01;

    private static final int KEY_SAMPLE = 0x0200_0000; // depends on no other
    private static final int OTHER_SAMPLE = 0x0101_0000; // depends on others, is no sync sample
    private static final long MAX_DURATION = 0xffff_ffffL;

    private final Mp4Track track;
    private final ByteBuffer target;
    private final int start;
    private final int count;
    private int sampleEntry;
    private int added;
    private long lastDts;

    Fragment(Mp4Track track, int sequence, int count, long decodeTime, ByteBuffer target) {
        this.track = track;
        this.target = target;
        this.start = target.position();
        this.count = count;
        int traf = TFHD_BYTES + TFDT_BYTES + TRUN_BYTES + count * SAMPLE_BYTES + BOX;
        int moof = BOX + MFHD_BYTES + traf;
        target.putInt(moof).putInt(MOOF);
        target.putInt(MFHD_BYTES).putInt(MFHD).putInt(0).putInt(sequence);
        target.putInt(traf).putInt(TRAF);
        target.putInt(TFHD_BYTES).putInt(TFHD).putInt(DEFAULT_BASE_IS_MOOF).putInt(track.id());
        target.putInt(TFDT_BYTES).putInt(TFDT).putInt(VERSION_1).putLong(decodeTime);
        target.putInt(TRUN_BYTES + count * SAMPLE_BYTES).putInt(TRUN).putInt(VERSION_1 | TRUN_FLAGS);
        target.putInt(count).putInt(moof + BOX);
        this.sampleEntry = target.position();
        target.position(start + moof);
        target.putInt(0).putInt(MDAT);
    }

    static int headerBytes(int count) {
        return BOX + MFHD_BYTES + BOX + TFHD_BYTES + TFDT_BYTES + TRUN_BYTES + count * SAMPLE_BYTES + BOX;
    }

    void add(Frame frame) {
        if (frame.track() != track.track()) {
            throw new IllegalArgumentException(frame.track() + " follows frames of " + track.track());
        }
        if (added > 0) {
            duration(frame.dts() - lastDts);
        }
        int before = target.position();
        track.format().sample(frame, target);
        target.putInt(sampleEntry + 4, target.position() - before);
        target.putInt(sampleEntry + 8, frame.keyFrame() ? KEY_SAMPLE : OTHER_SAMPLE);
        target.putInt(sampleEntry + 12, (int) (frame.pts() - frame.dts()));
        lastDts = frame.dts();
        added++;
    }

    private void duration(long ticks) {
        target.putInt(sampleEntry, (int) Math.min(Math.max(1, ticks), MAX_DURATION));
        sampleEntry += SAMPLE_BYTES;
    }

    void finish(long lastDurationTicks) {
        duration(lastDurationTicks);
        int data = start + headerBytes(count) - BOX;
        target.putInt(data, target.position() - data);
    }
}
