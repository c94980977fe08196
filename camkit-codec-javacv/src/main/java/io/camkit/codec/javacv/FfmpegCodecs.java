package io.camkit.codec.javacv;

import io.camkit.CamkitException;
import io.camkit.Codec;
import io.camkit.Track;
import io.camkit.Want;
import io.camkit.spi.CodecProvider;
import io.camkit.spi.Derivation;
import io.camkit.spi.Plugin;
import java.util.Optional;

/**
 * Conversions by FFmpeg: H.264, H.265 and JPEG to JPEG, H.264, I420 and gray planes, smaller and slower if wanted. Found by {@link
 * java.util.ServiceLoader}; a program that wants another isolation gives one to the kit.
 *
 * <p>A size is that of the camera, reduced to even numbers within the limits that are wanted; its shape stays, and nothing is enlarged.
 * Gray planes at one a second or fewer are made of key frames alone, so their rate is that of the key frames if that is lower.
 *
 * <p>AAC, Opus and G.711 become each other, in a feed of sound alone. What is missing up to half a second is silence, after more the time
 * stamps jump.
 *
 * <p><b>Threading.</b> Any thread.
 */
public final class FfmpegCodecs implements CodecProvider {
    private final Isolation isolation;
    private final UselessEncoders useless = new UselessEncoders();

    /** Conversions in child JVMs. */
    public FfmpegCodecs() {
        this(Isolation.CHILD);
    }

    /** Conversions where {@code isolation} says. */
    public FfmpegCodecs(Isolation isolation) {
        this.isolation = isolation;
    }

    @Override
    public String name() {
        return "ffmpeg";
    }

    @Override
    public int apiVersion() {
        return Plugin.API_VERSION;
    }

    /** @throws CamkitException {@code CK-4001} if it could, were FFmpeg on the class path */
    @Override
    public Optional<Derivation> derive(Track from, Want want) {
        Optional<? extends Conversion> conversion =
                from.kind() == Codec.Kind.VIDEO ? PictureConversion.of(from, want) : SoundConversion.of(from, want);
        return conversion.map(found -> derivation(from, found));
    }

    private Derivation derivation(Track from, Conversion conversion) {
        Natives.here().require();
        return new Derivation(
                conversion.key(from), input -> new ConversionSource(conversion, input, isolation, useless));
    }
}
