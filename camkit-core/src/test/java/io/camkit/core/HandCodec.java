package io.camkit.core;

import io.camkit.Codec;
import io.camkit.Feed;
import io.camkit.Frame;
import io.camkit.Track;
import io.camkit.Want;
import io.camkit.spi.CodecProvider;
import io.camkit.spi.Derivation;
import io.camkit.spi.Nullable;
import io.camkit.spi.Plugin;
import io.camkit.testkit.Frames;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A codec that makes whatever is wanted, when the test says so: {@link #made} has every attempt's context. */
final class HandCodec implements CodecProvider {
    final HandSource made = new HandSource();
    final List<Feed> inputs = new ArrayList<>();
    private @Nullable RuntimeException refusal;

    /** From now on asking for a derivation ends with this; with null it works again. */
    void refuses(@Nullable RuntimeException why) {
        refusal = why;
    }

    /** What the newest attempt has made. */
    void makes(Frame frame) {
        made.emit(frame);
    }

    /** The newest attempt makes its first picture. */
    void makesPicture() {
        makes(made.lane(Frames.jpeg()).key(0));
    }

    int attempts() {
        return made.contexts.size();
    }

    @Override
    public Optional<Derivation> derive(Track from, Want want) {
        if (refusal != null) {
            throw refusal;
        }
        Codec codec = want.codecs().get(0);
        int width = want.maxWidth() > 0 ? want.maxWidth() : from.width();
        String size = codec.kind() == Codec.Kind.VIDEO ? " " + width + "x" + from.height() : "";
        return Optional.of(new Derivation(codec + size, input -> {
            inputs.add(input);
            return made.open();
        }));
    }

    @Override
    public String name() {
        return "hand-codec";
    }

    @Override
    public int apiVersion() {
        return Plugin.API_VERSION;
    }
}
