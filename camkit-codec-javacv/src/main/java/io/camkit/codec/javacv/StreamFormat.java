package io.camkit.codec.javacv;

import io.camkit.Codec;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * What is known of one stream of an input before its packets.
 *
 * @param index its number among the input's streams
 * @param baseNumerator its time stamps count {@code baseNumerator / baseDenominator} seconds
 * @param baseDenominator see above
 * @param frameRate pictures a second; 0 when nobody says
 * @param sampleRate samples a second; 0 for pictures and when nobody says
 * @param channels of sound; 0 for pictures and when nobody says
 * @param configuration what the container says to the decoder, from position to limit, which is copied; often nothing
 */
record StreamFormat(
        int index,
        Codec codec,
        int baseNumerator,
        int baseDenominator,
        double frameRate,
        int sampleRate,
        int channels,
        ByteBuffer configuration) {
    /** A longer configuration is no configuration. */
    static final int MAX_CONFIGURATION = 32 << 10;

    private static final int HEAD_BYTES = 64;
    private static final int MAX_NUMERATOR = 1000;
    private static final int MAX_RATE = 384_000;
    private static final int MAX_CHANNELS = 64;

    /** Checks, for it may come from another process. */
    StreamFormat {
        boolean sound = codec.kind() == Codec.Kind.AUDIO;
        if (baseNumerator < 1
                || baseNumerator > MAX_NUMERATOR
                || baseDenominator < 1
                || sampleRate < 0
                || sampleRate > MAX_RATE
                || channels < 0
                || channels > MAX_CHANNELS
                || (!sound && sampleRate > 0)
                || !(frameRate >= 0 && frameRate <= 1000)
                || configuration.remaining() > MAX_CONFIGURATION) {
            throw new IllegalArgumentException("a stream of " + codec + " that cannot be");
        }
        configuration = ByteBuffer.allocate(configuration.remaining())
                .put(configuration.duplicate())
                .flip();
    }

    /** A time stamp of this stream in ticks of another clock, rounded to the nearest. */
    long ticks(long time, int clockRate) {
        long factor = (long) baseNumerator * clockRate;
        long whole = Math.floorDiv(time, baseDenominator);
        long rest = Math.floorMod(time, baseDenominator);
        return whole * factor + (rest * factor + baseDenominator / 2) / baseDenominator;
    }

    /** Writes it down for another process. */
    ByteBuffer head() {
        return ByteBuffer.allocateDirect(HEAD_BYTES)
                .putInt(index)
                .putInt(baseNumerator)
                .putInt(baseDenominator)
                .putDouble(frameRate)
                .putInt(sampleRate)
                .putInt(channels)
                .put(codec.name().getBytes(StandardCharsets.US_ASCII))
                .flip();
    }

    /**
     * Reads what {@link #head()} wrote.
     *
     * @throws IllegalArgumentException if that was something else
     */
    static StreamFormat of(ByteBuffer head, ByteBuffer configuration) {
        int index = head.getInt();
        int numerator = head.getInt();
        int denominator = head.getInt();
        double frameRate = head.getDouble();
        int sampleRate = head.getInt();
        int channels = head.getInt();
        Codec codec = Codec.valueOf(StandardCharsets.US_ASCII.decode(head).toString());
        return new StreamFormat(index, codec, numerator, denominator, frameRate, sampleRate, channels, configuration);
    }
}
