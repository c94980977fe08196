package io.camkit.codec.javacv;

import io.camkit.Codec;
import io.camkit.FrameHeader;
import io.camkit.Track;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.EnumMap;
import java.util.Map;

/** Sends what a child makes to its parent. */
final class WireOutput implements Output {
    private final Wire wire;
    private final Map<Codec.Kind, Track> sent = new EnumMap<>(Codec.Kind.class);

    WireOutput(Wire wire) {
        this.wire = wire;
    }

    @Override
    public void frame(FrameHeader header, ByteBuffer payload) {
        Track track = header.track();
        try {
            if (sent.get(track.kind()) != track) {
                sent.put(track.kind(), track);
                wire.track(track);
            }
            wire.frame(header, 0, payload);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void dropped(Dropped reason) {
        try {
            wire.dropped(reason);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void useless(String encoder) {
        try {
            wire.useless(encoder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
