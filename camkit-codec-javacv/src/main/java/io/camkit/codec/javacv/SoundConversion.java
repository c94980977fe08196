package io.camkit.codec.javacv;

import io.camkit.Codec;
import io.camkit.Track;
import io.camkit.Want;
import io.camkit.media.aac.AudioSpecificConfig;
import java.util.List;
import java.util.Optional;

/**
 * Which sound is made of a camera's: Opus and AAC at 48 kHz, as many channels as there are up to two; G.711 at 8 kHz, one channel.
 *
 * @param codec what it becomes
 */
record SoundConversion(Codec codec) implements Conversion {
    /** What its text form begins with. */
    static final String NAME = "sound";

    private static final int WIDE_BAND = 48_000;
    private static final int TELEPHONE = 8000;
    private static final int MAX_CHANNELS = 2;

    /** How sound of {@code from} becomes the first of the wanted codecs of sound; empty if it is no sound, or none is wanted. */
    static Optional<SoundConversion> of(Track from, Want want) {
        if (from.kind() != Codec.Kind.AUDIO) {
            return Optional.empty();
        }
        return want.codecs().stream()
                .filter(codec -> codec.kind() == Codec.Kind.AUDIO && codec != from.codec())
                .findFirst()
                .map(SoundConversion::new);
    }

    static SoundConversion parse(String[] words) {
        return new SoundConversion(Codec.valueOf(words[1]));
    }

    @Override
    public String line() {
        return NAME + " " + codec;
    }

    @Override
    public Codec.Kind kind() {
        return Codec.Kind.AUDIO;
    }

    @Override
    public int maxBytes() {
        return SoundLane.MAX_BYTES;
    }

    @Override
    public Converter open(Output output) {
        return new SoundConverter(this, output);
    }

    @Override
    public String key(Track from) {
        return track(from).toString();
    }

    /** What is made of sound of {@code from}. */
    Track track(Track from) {
        return switch (codec) {
            case PCMU, PCMA -> Track.audio(codec, TELEPHONE, 1);
            case AAC ->
                Track.audio(codec, WIDE_BAND, channels(from))
                        .withParameterSets(List.of(AudioSpecificConfig.lowComplexity(WIDE_BAND, channels(from))));
            default -> Track.audio(codec, WIDE_BAND, channels(from));
        };
    }

    /** Where the camera does not say how many it sends, both. */
    private static int channels(Track from) {
        return from.channels() == 1 ? 1 : MAX_CHANNELS;
    }
}
