package io.camkit.benchmarks;

import io.camkit.Codec;
import io.camkit.Track;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;

/** H.264 of the right shape: what a camera of 720p25 and 3 Mbit/s sends, with bytes as random as coded pictures are. */
final class Pictures {
    static final int KEY_BYTES = 60_000;
    static final int DELTA_BYTES = 14_000;

    private static final ByteBuffer SPS = hex("6742c01fd9005005bb011000000300100000030320f1832480");
    private static final ByteBuffer PPS = hex("68cb83cb20");
    private static final long SEED = 42;

    private Pictures() {}

    private static ByteBuffer hex(String digits) {
        return ByteBuffer.wrap(HexFormat.of().parseHex(digits));
    }

    static Track track() {
        return Track.video(Codec.H264, 90_000, 1280, 720).withFrameRate(25).withParameterSets(List.of(SPS, PPS));
    }

    /** One slice as a NAL unit without start code; its random bytes contain no start code, as emulation prevention sees to. */
    static ByteBuffer slice(boolean key, int size) {
        ByteBuffer nal = ByteBuffer.allocateDirect(size);
        nal.put((byte) (key ? 0x65 : 0x41)).put((byte) 0x88);
        var random = new SplittableRandom(SEED + size);
        int zeros = 0;
        while (nal.hasRemaining()) {
            byte value = (byte) random.nextInt(256);
            if (zeros == 2 && (value & 0xff) <= 3) {
                value = 3;
            }
            zeros = value == 0 ? zeros + 1 : 0;
            nal.put(value);
        }
        return nal.flip();
    }

    /** An access unit in Annex B form, with parameter sets if it is a key frame. */
    static ByteBuffer accessUnit(boolean key, int size) {
        ByteBuffer unit = ByteBuffer.allocateDirect(size + 64);
        if (key) {
            unit.putInt(1).put(SPS.duplicate()).putInt(1).put(PPS.duplicate());
        }
        return unit.putInt(1).put(slice(key, size)).flip();
    }
}
