package io.camkit.source.rtsp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class CameraMakerTest {
    @ParameterizedTest
    @CsvSource({
        "HIKVISION, 1, /Streaming/Channels/101, /Streaming/Channels/102",
        "HIKVISION, 12, /Streaming/Channels/1201, /Streaming/Channels/1202",
        "DAHUA, 3, /cam/realmonitor?channel=3&subtype=0, /cam/realmonitor?channel=3&subtype=1",
        "REOLINK, 1, /h264Preview_01_main, /h264Preview_01_sub",
        "REOLINK, 11, /h264Preview_11_main, /h264Preview_11_sub",
        "TP_LINK, 1, /stream1, /stream2",
    })
    void aMakersCamerasHaveTheirStreamsThere(CameraMaker maker, int channel, String main, String sub) {
        CameraMaker.Addresses addresses = maker.at("10.0.0.5", channel);

        assertEquals("rtsp://10.0.0.5" + main, addresses.main());
        assertEquals(Optional.of("rtsp://10.0.0.5" + sub), addresses.sub());
        assertEquals(Optional.empty(), addresses.mjpeg());
    }

    @Test
    void axisSendsMjpegOverHttpToo() {
        CameraMaker.Addresses addresses = CameraMaker.AXIS.at("cam", 2);

        assertTrue(addresses.main().startsWith("rtsp://cam/axis-media/media.amp?"), addresses::main);
        assertEquals(Optional.of("http://cam/axis-cgi/mjpg/video.cgi?camera=2"), addresses.mjpeg());
    }

    @ParameterizedTest
    @EnumSource
    void everyAddressIsOneThatCanBePlayed(CameraMaker maker) {
        CameraMaker.Addresses addresses = maker.at("fe80::1", 1);

        assertEquals("fe80::1", Rtsp.at(addresses.main()).host());
        addresses.sub().ifPresent(Rtsp::at);
    }

    @Test
    void candidatesAreDifferentAndPlayable() {
        List<String> candidates = CameraMaker.candidates("10.0.0.5");

        candidates.forEach(Rtsp::at);
        assertEquals(candidates.size(), new HashSet<>(candidates).size());
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, 65})
    void aChannelBeyondReasonIsRefused(int channel) {
        assertThrows(IllegalArgumentException.class, () -> CameraMaker.DAHUA.at("cam", channel));
    }
}
