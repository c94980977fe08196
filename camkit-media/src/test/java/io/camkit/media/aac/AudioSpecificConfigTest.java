package io.camkit.media.aac;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.camkit.CamkitException;
import io.camkit.media.bits.BitWriter;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AudioSpecificConfigTest {
    @ParameterizedTest
    @CsvSource({
        "1190, 2, 48000, 2, 48000", // AAC-LC
        "1588, 2, 8000, 1, 8000",
        "1408, 2, 16000, 1, 16000",
        "2b118800, 2, 24000, 2, 48000", // HE-AAC, explicit
        "eb098800, 2, 24000, 1, 48000", // HE-AAC v2
        "17807d0008, 2, 64000, 1, 64000", // a rate in full
    })
    void aConfigurationIsRead(String digits, int type, int rate, int channels, int outputRate) {
        AudioSpecificConfig config = AudioSpecificConfig.parse(hex(digits));

        assertEquals(new AudioSpecificConfig(type, rate, channels, 1024, outputRate), config);
        assertEquals("mp4a.40.2", config.codecs());
    }

    @Test
    void framesMayBeShorter() {
        assertEquals(960, AudioSpecificConfig.parse(hex("1194")).frameSamples());
    }

    @Test
    void sevenMeansEightChannels() {
        assertEquals(8, AudioSpecificConfig.parse(hex("11b8")).channels());
    }

    @ParameterizedTest
    @CsvSource({"'', too early", "11, too early", "4910, object type 9", "1690, index 13", "11c0, configuration 8"})
    void whatIsNoneIsRefused(String digits, String why) {
        CamkitException refusal = assertThrows(CamkitException.class, () -> AudioSpecificConfig.parse(hex(digits)));

        assertEquals("CK-3141", refusal.code());
        assertTrue(refusal.what().contains(why), refusal::what);
    }

    @Test
    void anImpossibleRateIsRefused() {
        ByteBuffer none =
                new BitWriter().bits(5, 2).bits(4, 15).bits(24, 0).bits(7, 8).bytes();

        assertThrows(CamkitException.class, () -> AudioSpecificConfig.parse(none));
        assertThrows(CamkitException.class, () -> AudioSpecificConfig.parse(ByteBuffer.allocate(300)));
    }

    @ParameterizedTest
    @CsvSource({"48000, 2", "8000, 1", "48000, 8", "12345, 6"})
    void whatIsMadeUpReadsBack(int rate, int channels) {
        AudioSpecificConfig config = AudioSpecificConfig.parse(AudioSpecificConfig.lowComplexity(rate, channels));

        assertEquals(new AudioSpecificConfig(2, rate, channels, 1024, rate), config);
    }

    private static ByteBuffer hex(String digits) {
        return ByteBuffer.wrap(HexFormat.of().parseHex(digits));
    }
}
