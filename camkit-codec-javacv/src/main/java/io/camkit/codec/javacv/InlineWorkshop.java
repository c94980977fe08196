package io.camkit.codec.javacv;

import io.camkit.Frame;
import io.camkit.Track;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/** Converts in the thread that asks, in this JVM. */
final class InlineWorkshop implements Workshop {
    private final Converters converters;

    InlineWorkshop(List<? extends Conversion> conversions, Output output) {
        converters = new Converters(conversions, output);
    }

    @Override
    public void track(Track track) {
        converters.track(track);
    }

    @Override
    public void frame(Frame frame, boolean late) {
        try {
            converters.convert(
                    frame.header(), frame.size(), late, room -> frame.payload().copyTo(0, room, frame.size()));
        } catch (IOException e) {
            throw new UncheckedIOException(e); // memory is no file
        }
    }

    @Override
    public void requestKeyFrame() {
        converters.requestKeyFrame();
    }

    @Override
    public void close() {
        converters.close();
    }
}
