package io.camkit;

import java.nio.ByteBuffer;
import java.util.List;

/**
 * What flows in one lane of a stream: codec, clock, size and parameter sets.
 *
 * <p>Immutable. Its <em>identity</em> is the version of the configuration: a source that learns new parameter sets emits frames with a
 * new track, and every reader is given that track before the first such frame. Two tracks are therefore equal only when they are the
 * same object.
 *
 * <p><b>Threading.</b> Any thread.
 */
public final class Track {
    private static final long NANOS_PER_SECOND = 1_000_000_000L;

    private final Codec codec;
    private final int clockRate;
    private final int width;
    private final int height;
    private final double frameRate;
    private final int channels;
    private final List<ByteBuffer> parameterSets;

    private Track(
            Codec codec,
            int clockRate,
            int width,
            int height,
            double frameRate,
            int channels,
            List<ByteBuffer> parameterSets) {
        if (clockRate <= 0) {
            throw new IllegalArgumentException("clock rate " + clockRate + " Hz: must be positive");
        }
        this.codec = codec;
        this.clockRate = clockRate;
        this.width = width;
        this.height = height;
        this.frameRate = frameRate;
        this.channels = channels;
        this.parameterSets = List.copyOf(parameterSets);
    }

    /**
     * A lane of pictures.
     *
     * @param clockRate ticks a second of {@link Frame#pts()}, for example 90000
     * @param width pixels as displayed (cropping applied); 0 when not known yet
     * @param height pixels as displayed; 0 when not known yet
     */
    public static Track video(Codec codec, int clockRate, int width, int height) {
        requireKind(codec, Codec.Kind.VIDEO);
        return new Track(codec, clockRate, width, height, 0, 0, List.of());
    }

    /**
     * A lane of sound.
     *
     * @param sampleRate samples a second; also the clock of {@link Frame#pts()}
     */
    public static Track audio(Codec codec, int sampleRate, int channels) {
        requireKind(codec, Codec.Kind.AUDIO);
        return new Track(codec, sampleRate, 0, 0, 0, channels, List.of());
    }

    private static void requireKind(Codec codec, Codec.Kind kind) {
        if (codec.kind() != kind) {
            throw new IllegalArgumentException(codec + " is not " + kind);
        }
    }

    /** The same lane with a nominal rate; 0 means unknown or variable. */
    public Track withFrameRate(double framesPerSecond) {
        return new Track(codec, clockRate, width, height, framesPerSecond, channels, parameterSets);
    }

    /**
     * The same lane with parameter sets, which are copied.
     *
     * @param sets for H.264 each SPS then each PPS as a NAL unit without start code; for AAC one AudioSpecificConfig;
     *     for I420 one byte, the matrix coefficients of ITU-T H.273, none meaning BT.601
     */
    public Track withParameterSets(List<ByteBuffer> sets) {
        return new Track(
                codec,
                clockRate,
                width,
                height,
                frameRate,
                channels,
                sets.stream().map(Track::readOnlyCopy).toList());
    }

    private static ByteBuffer readOnlyCopy(ByteBuffer set) {
        return ByteBuffer.allocate(set.remaining()).put(set.duplicate()).flip().asReadOnlyBuffer();
    }

    /** What the bytes mean. */
    public Codec codec() {
        return codec;
    }

    /** Pictures or sound. */
    public Codec.Kind kind() {
        return codec.kind();
    }

    /** Ticks a second of this lane's time stamps. */
    public int clockRate() {
        return clockRate;
    }

    /** Pixels; 0 when unknown or for sound. */
    public int width() {
        return width;
    }

    /** Pixels; 0 when unknown or for sound. */
    public int height() {
        return height;
    }

    /** Nominal frames a second; 0 when unknown. */
    public double frameRate() {
        return frameRate;
    }

    /** Channels of sound; 0 for pictures. */
    public int channels() {
        return channels;
    }

    /** Read-only views with positions of their own; see {@link #withParameterSets}. Empty when the codec has none or they are unknown. */
    public List<ByteBuffer> parameterSets() {
        return parameterSets.stream().map(ByteBuffer::asReadOnlyBuffer).toList();
    }

    /** Ticks of this lane's clock in nanoseconds, rounded down; exact for any stream shorter than a century. */
    public long toNanos(long ticks) {
        return Math.floorDiv(ticks, clockRate) * NANOS_PER_SECOND
                + Math.floorMod(ticks, clockRate) * NANOS_PER_SECOND / clockRate;
    }

    /** For example {@code H264 1280x720 25 fps}. */
    @Override
    public String toString() {
        if (kind() == Codec.Kind.AUDIO) {
            return codec + " " + clockRate + " Hz, " + channels + " ch";
        }
        return codec + " " + width + "x" + height + (frameRate > 0 ? " " + Math.round(frameRate) + " fps" : "");
    }
}
