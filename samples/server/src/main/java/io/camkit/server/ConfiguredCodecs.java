package io.camkit.server;

import io.camkit.Track;
import io.camkit.Want;
import io.camkit.codec.javacv.FfmpegCodecs;
import io.camkit.codec.javacv.Isolation;
import io.camkit.spi.CodecProvider;
import io.camkit.spi.Derivation;
import java.util.Optional;

/** FFmpeg's codecs where the configuration says: it is read with the kit, which is given its plugins before. */
final class ConfiguredCodecs implements CodecProvider {
    private volatile FfmpegCodecs codecs = new FfmpegCodecs();

    /** What is derived from now on is made there. */
    void isolate(Isolation isolation) {
        codecs = new FfmpegCodecs(isolation);
    }

    @Override
    public String name() {
        return codecs.name();
    }

    @Override
    public int apiVersion() {
        return codecs.apiVersion();
    }

    @Override
    public Optional<Derivation> derive(Track from, Want want) {
        return codecs.derive(from, want);
    }
}
