package io.camkit.source.test;

import io.camkit.Frame;
import io.camkit.FrameHeader;
import io.camkit.Track;
import io.camkit.media.h264.AccessUnit;
import io.camkit.media.h264.Nal;
import io.camkit.media.h264.ParameterSets;
import io.camkit.spi.FrameAllocator;
import io.camkit.spi.Nullable;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * H.264 access units of a clip that repeats for ever while its time stamps go on.
 *
 * <p>The clips are resources made by {@code ClipMaker}: every access unit begins with a delimiter, every key frame repeats the parameter
 * sets, start codes have four bytes, and there are no reordered frames.
 */
final class Clip implements Pictures {
    static final int FRAME_RATE = 25;

    private static final int CLOCK_RATE = 90_000;
    private static final int TICKS_PER_FRAME = CLOCK_RATE / FRAME_RATE;

    private final List<Unit> units;
    private final Track track;
    private final long longestGop;

    private record Unit(ByteBuffer bytes, boolean keyFrame) {}

    private Clip(ByteBuffer annexB) {
        ParameterSets sets = new ParameterSets(CLOCK_RATE, FRAME_RATE);
        List<Unit> found = new ArrayList<>();
        int unitStart = 0;
        int code = 0;
        while (code < annexB.limit()) {
            int nal = code + Nal.START_CODE_LENGTH;
            int following = Nal.find(annexB, nal, annexB.limit());
            int end = following == Nal.NONE ? annexB.limit() : following - 1;
            sets.offer(annexB.slice(nal, end - nal));
            if (end == annexB.limit() || Nal.type(annexB.get(end + Nal.START_CODE_LENGTH)) == Nal.AUD) {
                ByteBuffer unit = annexB.slice(unitStart, end - unitStart);
                found.add(new Unit(unit, AccessUnit.keyFrame(unit)));
                unitStart = end;
            }
            code = end;
        }
        units = List.copyOf(found);
        track = sets.track();
        longestGop = units.size() / units.stream().filter(Unit::keyFrame).count();
    }

    static boolean exists(int width, int height) {
        return resource(width, height) != null;
    }

    /** The clip of this size, which exists. */
    static Clip load(int width, int height) {
        try (InputStream in = Objects.requireNonNull(resource(width, height)).openStream()) {
            return new Clip(ByteBuffer.wrap(in.readAllBytes()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static @Nullable URL resource(int width, int height) {
        return Clip.class.getResource("clock-" + width + "x" + height + ".h264");
    }

    /** Frames until it begins anew. */
    int length() {
        return units.size();
    }

    @Override
    public Track track() {
        return track;
    }

    @Override
    public boolean slow() {
        return false;
    }

    /** What is late is sent late, for a gap would spoil the frames after it; after more than a group of pictures it goes on at a key frame. */
    @Override
    public long goOnWith(long next, long latest) {
        if (latest - next < longestGop) {
            return next;
        }
        long key = latest;
        while (!unit(key).keyFrame()) {
            key--;
        }
        return key;
    }

    @Override
    public Frame frame(long number, FrameAllocator allocator, long captureNanos) {
        Unit unit = unit(number);
        return allocator.copy(
                FrameHeader.of(track, number * TICKS_PER_FRAME, captureNanos, unit.keyFrame()), unit.bytes());
    }

    private Unit unit(long number) {
        return units.get((int) (number % units.size()));
    }
}
