package io.camkit.codec.javacv;

import io.camkit.Codec;
import io.camkit.Frame;
import io.camkit.Track;
import java.nio.ByteBuffer;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Converts in the thread that asks, in this JVM. */
final class InlineWorkshop implements Workshop {
    private final Map<Codec.Kind, Converter> converters = new EnumMap<>(Codec.Kind.class);

    InlineWorkshop(List<? extends Conversion> conversions, Output output) {
        conversions.forEach(conversion -> converters.put(conversion.kind(), conversion.open(output)));
    }

    @Override
    public void track(Track track) {
        Converter converter = converters.get(track.kind());
        if (converter != null) {
            converter.track(track);
        }
    }

    @Override
    public boolean ready() {
        return true;
    }

    @Override
    public void frame(Frame frame, boolean late) {
        Converter converter = converters.get(frame.track().kind());
        if (converter != null) {
            ByteBuffer room = converter.room(frame.size());
            frame.payload().copyTo(0, room, frame.size());
            converter.convert(frame.header(), late);
        }
    }

    @Override
    public void requestKeyFrame() {
        converters.values().forEach(Converter::requestKeyFrame);
    }

    @Override
    public void close() {
        converters.values().forEach(Converter::close);
    }
}
