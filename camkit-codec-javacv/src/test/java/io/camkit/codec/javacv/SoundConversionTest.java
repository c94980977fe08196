package io.camkit.codec.javacv;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.camkit.Codec;
import io.camkit.Track;
import io.camkit.Want;
import io.camkit.media.aac.AudioSpecificConfig;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SoundConversionTest {
    private static final Track STEREO = Track.audio(Codec.AAC, 44_100, 2);

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "OPUS | 1 | OPUS 48000 Hz, 1 ch",
                "OPUS | 6 | OPUS 48000 Hz, 2 ch",
                "OPUS | 0 | OPUS 48000 Hz, 2 ch",
                "PCMU | 2 | PCMU 8000 Hz, 1 ch",
                "PCMA | 1 | PCMA 8000 Hz, 1 ch"
            })
    void theKeyNamesWhatIsMade(Codec codec, int channels, String key) {
        assertEquals(key, new SoundConversion(codec).key(Track.audio(Codec.AAC, 44_100, channels)));
    }

    @Test
    void aacComesWithItsConfiguration() {
        Track made = new SoundConversion(Codec.AAC).track(Track.audio(Codec.PCMU, 8000, 1));
        var configuration = AudioSpecificConfig.parse(made.parameterSets().get(0));

        assertEquals(48_000, configuration.sampleRate());
        assertEquals(1, configuration.channels());
    }

    @Test
    void theFirstCodecThatIsWantedIsMade() {
        assertEquals(
                Optional.of(new SoundConversion(Codec.PCMA)),
                SoundConversion.of(STEREO, Want.of(Codec.PCMA, Codec.OPUS)));
    }

    @Test
    void picturesAreNoSound() {
        assertEquals(
                Optional.empty(), SoundConversion.of(Track.video(Codec.H264, 90_000, 16, 16), Want.of(Codec.OPUS)));
    }

    @Test
    void aChildIsToldInOneLine() {
        SoundConversion conversion = new SoundConversion(Codec.OPUS);

        assertEquals("sound OPUS", conversion.line());
        assertEquals(conversion, Conversion.parse(conversion.line()));
    }
}
