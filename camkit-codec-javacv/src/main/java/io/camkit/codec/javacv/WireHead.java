package io.camkit.codec.javacv;

import io.camkit.CamkitException;
import io.camkit.CamkitException.Retry;
import io.camkit.Codec;
import io.camkit.FrameHeader;
import io.camkit.Track;
import java.nio.BufferOverflowException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Writes and reads the heads of {@link Wire}'s messages. A parent does not trust what it reads: FFmpeg works on strangers' bytes in the
 * child. Whatever makes no sense is a {@link CamkitException} {@code CK-4105}.
 *
 * <p><b>Threading.</b> One thread.
 */
final class WireHead {
    private static final Pattern CODE = Pattern.compile("CK-4\\d{3}");
    private static final int LONGEST_TEXT = 8 << 10;
    private static final int LONGEST_SET = 8 << 10;
    private static final int MOST = 64;
    private static final int HIGHEST_RATE = 1_000_000_000;
    private static final int LARGEST_SIDE = 1 << 16;
    private static final double HIGHEST_FRAME_RATE = 1000;
    private static final int MOST_CHANNELS = 64;

    private final ByteBuffer head;

    /** @param head written from its start, or read from its position */
    WireHead(ByteBuffer head) {
        this.head = head;
    }

    WireHead clear() {
        head.clear();
        return this;
    }

    /** What was put since {@link #clear}. */
    ByteBuffer written() {
        return head.flip();
    }

    WireHead putNumber(int number) {
        head.putInt(number);
        return this;
    }

    /** A text that is too long is cut. */
    WireHead putText(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        int length = Math.min(bytes.length, LONGEST_TEXT);
        head.putInt(length).put(bytes, 0, length);
        return this;
    }

    WireHead putTrack(Track track) {
        putText(track.codec().name());
        head.putInt(track.clockRate()).putInt(track.width()).putInt(track.height());
        head.putDouble(track.frameRate()).putInt(track.channels());
        List<ByteBuffer> sets = track.parameterSets();
        try {
            head.putInt(sets.size());
            sets.forEach(set -> head.putInt(set.remaining()).put(set));
        } catch (BufferOverflowException e) {
            throw CodecFaults.unintelligible("more parameter sets than fit");
        }
        return this;
    }

    WireHead putFrame(FrameHeader header, int flags) {
        head.put((byte) (header.track().kind() == Codec.Kind.VIDEO ? 0 : 1)).put((byte) flags);
        head.putLong(header.pts()).putLong(header.dts()).putLong(header.captureNanos());
        return this;
    }

    WireHead putFailure(CamkitException why) {
        return putText(why.code())
                .putText(why.what())
                .putText(why.where())
                .putText(why.mend())
                .putText(why.retry().name());
    }

    int number() {
        return checked(head::getInt);
    }

    private int number(String what, int least, int most) {
        int value = number();
        if (value < least || value > most) {
            throw CodecFaults.unintelligible(what + " " + value);
        }
        return value;
    }

    String text() {
        return new String(bytes("a text's length", LONGEST_TEXT), StandardCharsets.UTF_8);
    }

    private byte[] bytes(String what, int most) {
        byte[] bytes = new byte[number(what, 0, most)];
        return checked(() -> {
            head.get(bytes);
            return bytes;
        });
    }

    List<String> texts() {
        int count = number("words", 0, MOST);
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            texts.add(text());
        }
        return texts;
    }

    Track track() {
        Codec codec = oneOf(Codec.class, text());
        int clockRate = number("a clock rate of", 1, HIGHEST_RATE);
        int width = number("a width of", 0, LARGEST_SIDE);
        int height = number("a height of", 0, LARGEST_SIDE);
        double frameRate = checked(head::getDouble);
        if (!(frameRate >= 0 && frameRate <= HIGHEST_FRAME_RATE)) {
            throw CodecFaults.unintelligible("a frame rate of " + frameRate);
        }
        int channels = number("channels:", 0, MOST_CHANNELS);
        int count = number("parameter sets:", 0, MOST);
        List<ByteBuffer> sets = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            sets.add(ByteBuffer.wrap(bytes("a parameter set of", LONGEST_SET)));
        }
        Track track = codec.kind() == Codec.Kind.VIDEO
                ? Track.video(codec, clockRate, width, height).withFrameRate(frameRate)
                : Track.audio(codec, clockRate, channels);
        return track.withParameterSets(sets);
    }

    /** Which lane the frame that follows belongs to. */
    Codec.Kind kind() {
        return checked(head::get) == 0 ? Codec.Kind.VIDEO : Codec.Kind.AUDIO;
    }

    int flags() {
        return checked(head::get);
    }

    /** The rest of a frame's head. */
    FrameHeader frame(Track track, int flags) {
        long pts = checked(head::getLong);
        long dts = checked(head::getLong);
        long captureNanos = checked(head::getLong);
        return new FrameHeader(track, pts, dts, captureNanos, (flags & Wire.KEY) != 0);
    }

    Dropped dropped() {
        return oneOf(Dropped.class, text());
    }

    CamkitException failure() {
        String code = text();
        if (!CODE.matcher(code).matches()) {
            throw CodecFaults.unintelligible("an error called " + code);
        }
        String what = LogLine.clean(text());
        String where = LogLine.clean(text());
        String mend = LogLine.clean(text());
        return new CamkitException(code, what, where, mend, oneOf(Retry.class, text()));
    }

    private static <E extends Enum<E>> E oneOf(Class<E> type, String name) {
        try {
            return Enum.valueOf(type, name);
        } catch (IllegalArgumentException e) {
            throw CodecFaults.unintelligible("a " + type.getSimpleName() + " called " + name);
        }
    }

    private interface Reading<T> {
        T read();
    }

    private static <T> T checked(Reading<T> reading) {
        try {
            return reading.read();
        } catch (BufferUnderflowException e) {
            throw CodecFaults.unintelligible("a message that ends too early");
        }
    }
}
