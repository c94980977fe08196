package io.camkit.codec.javacv;

import io.camkit.SourceSpec;
import io.camkit.spi.Plugin;
import io.camkit.spi.SourceAddress;
import io.camkit.spi.SourceProvider;
import java.util.Set;

/** Makes sources of {@code ffmpeg:} addresses; found by {@link java.util.ServiceLoader}. */
public final class FfmpegProvider implements SourceProvider {
    /** For the service loader. */
    public FfmpegProvider() {}

    @Override
    public String name() {
        return "ffmpeg";
    }

    @Override
    public int apiVersion() {
        return Plugin.API_VERSION;
    }

    @Override
    public Set<String> schemes() {
        return Set.of("ffmpeg");
    }

    @Override
    public SourceSpec parse(SourceAddress address) {
        return Ffmpeg.of(address);
    }
}
