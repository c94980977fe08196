package io.camkit.codec.javacv;

import io.camkit.Codec;
import io.camkit.FrameHeader;
import io.camkit.Track;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** What works on the lanes of one derived feed: one converter each. One thread, except {@link #requestKeyFrame}. */
final class Converters implements AutoCloseable {
    private final Map<Codec.Kind, Converter> byLane = new EnumMap<>(Codec.Kind.class);

    /** Puts a frame's bytes where they are converted. */
    interface Filler {
        /** Fills {@code room} to its limit. */
        void fill(ByteBuffer room) throws IOException;
    }

    Converters(List<? extends Conversion> conversions, Output output) {
        conversions.forEach(conversion -> byLane.put(conversion.kind(), conversion.open(output)));
    }

    /** Frames of this track follow; a lane that nobody works on is left out. */
    void track(Track track) {
        Converter converter = byLane.get(track.kind());
        if (converter != null) {
            converter.track(track);
        }
    }

    /** Converts one frame of {@code bytes}. */
    void convert(FrameHeader header, int bytes, boolean late, Filler filler) throws IOException {
        Converter converter = byLane.get(header.track().kind());
        if (converter != null) {
            filler.fill(converter.room(bytes));
            converter.convert(header, late);
        }
    }

    void requestKeyFrame() {
        byLane.values().forEach(Converter::requestKeyFrame);
    }

    @Override
    public void close() {
        byLane.values().forEach(Converter::close);
    }
}
