package io.camkit.codec.javacv;

import io.camkit.Codec;
import io.camkit.FrameHeader;
import io.camkit.Track;
import io.camkit.testkit.peers.Ffmpeg;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A clip of real pictures at 25 a second, one of whose frames is one access unit or JPEG.
 *
 * @param file what FFmpeg's own program can read
 */
record Clip(Path file, Track track, List<byte[]> frames) {
    static final int RATE = 25;
    private static final int TICKS = 90_000 / RATE;

    static Clip h264(Path folder, int width, int height, int gop, int count) {
        Path file = Ffmpeg.h264(folder.resolve("clip.h264"), width, height, RATE, gop, count);
        return new Clip(file, track(Codec.H264, width, height), accessUnits(read(file), Codec.H264));
    }

    /** H.264 whose pictures are sent in another order than they are shown in, so that the decoder holds some back. */
    static Clip reordered(Path folder, int width, int height, int count) {
        Path file = folder.resolve("reordered.h264");
        Ffmpeg.run(
                "-f",
                "lavfi",
                "-i",
                "testsrc2=size=" + width + "x" + height + ":rate=" + RATE,
                "-frames:v",
                String.valueOf(count),
                "-pix_fmt",
                "yuv420p",
                "-c:v",
                "libx264",
                "-bf",
                "2",
                "-x264-params",
                "keyint=" + count + ":scenecut=0:b-adapt=0:b-pyramid=none",
                "-f",
                "h264",
                file.toString());
        return new Clip(file, track(Codec.H264, width, height), accessUnits(read(file), Codec.H264));
    }

    static Clip h265(Path folder, int width, int height, int gop, int count) {
        Path file = Ffmpeg.h265(folder.resolve("clip.hevc"), width, height, RATE, gop, count);
        return new Clip(file, track(Codec.H265, width, height), accessUnits(read(file), Codec.H265));
    }

    /** @param layout FFmpeg's name of the pixel format */
    static Clip jpeg(Path folder, String layout, int width, int height, int count) {
        Path file = folder.resolve(layout + ".mjpeg");
        Ffmpeg.run(
                "-f",
                "lavfi",
                "-i",
                "testsrc2=size=" + width + "x" + height + ":rate=" + RATE,
                "-frames:v",
                String.valueOf(count),
                "-pix_fmt",
                layout,
                "-c:v",
                "mjpeg",
                "-q:v",
                "2",
                "-f",
                "mjpeg",
                file.toString());
        return new Clip(file, track(Codec.JPEG, width, height), jpegs(read(file)));
    }

    static Track track(Codec codec, int width, int height) {
        return Track.video(codec, 90_000, width, height).withFrameRate(RATE);
    }

    private static byte[] read(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<byte[]> accessUnits(byte[] stream, Codec codec) {
        List<byte[]> units = new ArrayList<>();
        int begin = 0;
        boolean slice = false;
        for (int at = 0; at + 6 < stream.length; at++) {
            if (stream[at] != 0 || stream[at + 1] != 0 || stream[at + 2] != 1) {
                continue;
            }
            boolean picture = codec == Codec.H264 ? (stream[at + 3] & 0x1f) <= 5 : (stream[at + 3] >> 1 & 0x3f) < 32;
            boolean firstSlice = stream[codec == Codec.H264 ? at + 4 : at + 5] < 0;
            if (slice && (!picture || firstSlice)) {
                int end = stream[at - 1] == 0 ? at - 1 : at;
                units.add(Arrays.copyOfRange(stream, begin, end));
                begin = end;
                slice = false;
            }
            slice |= picture;
        }
        units.add(Arrays.copyOfRange(stream, begin, stream.length));
        return units;
    }

    private static List<byte[]> jpegs(byte[] stream) {
        List<byte[]> pictures = new ArrayList<>();
        int begin = 0;
        for (int at = 1; at < stream.length; at++) {
            if (stream[at - 1] == (byte) 0xff && stream[at] == (byte) 0xd9) {
                pictures.add(Arrays.copyOfRange(stream, begin, at + 1));
                begin = at + 1;
            }
        }
        return pictures;
    }

    boolean isKey(int n, int gop) {
        return track.codec().everyFrameKey() || n % gop == 0;
    }

    /** Lets {@code converter} have all of it. */
    void through(Converter converter, int gop) {
        converter.track(track);
        for (int n = 0; n < frames.size(); n++) {
            give(converter, n, frames.get(n), isKey(n, gop), false);
        }
    }

    /** Lets it have these bytes as the n-th frame. */
    void give(Converter converter, int n, byte[] bytes, boolean key, boolean late) {
        converter.room(bytes.length).put(bytes);
        converter.convert(header(n, key), late);
    }

    FrameHeader header(int n, boolean key) {
        long pts = 1000 + (long) n * TICKS;
        return FrameHeader.of(track, pts, captureNanos(n), key);
    }

    static long captureNanos(int n) {
        return 77 + n * 40_000_000L;
    }

    static ByteBuffer buffer(byte[] bytes) {
        return ByteBuffer.wrap(bytes);
    }
}
