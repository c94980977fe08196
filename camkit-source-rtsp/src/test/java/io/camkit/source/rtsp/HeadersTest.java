package io.camkit.source.rtsp;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The fields of an answer that steer the session. */
class HeadersTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "12345678 | 12345678 | 30",
                "ab;timeout=20 | ab | 10",
                "ab ; Timeout = 90 | ab | 45",
                "ab;timeout=x | ab | 30",
                "ab;timeout=0 | ab | 2",
                "ab;timeout=99999 | ab | 300",
                "ab;timeout=99999999999 | ab | 300",
                "'' | '' | 30",
            })
    void aSessionHasAnIdAndSignsOfLifeTwiceInItsTimeout(String field, String id, int seconds) {
        SessionHeader session = SessionHeader.parse(field);

        assertEquals(id, session.id());
        assertEquals(Duration.ofSeconds(seconds), session.aliveInterval());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "RTP/AVP/TCP;unicast;interleaved=0-1 | TCP | 0 | 1",
                "rtp/avp/tcp;unicast;ssrc=1A; Interleaved=4-5 | TCP | 4 | 5",
                "RTP/AVPF/TCP;unicast;interleaved=2 | TCP | 2 | 3",
                "RTP/AVP/TCP;unicast | TCP | -1 | -1",
                "RTP/AVP/TCP;interleaved=255-256 | TCP | 255 | -1",
                "RTP/AVP/TCP;interleaved=255 | TCP | 255 | -1",
                "RTP/AVP;unicast;server_port=65535 | UDP | 65535 | -1",
                "RTP/AVP/TCP;interleaved=300-301 | TCP | -1 | -1",
                "RTP/AVP;unicast;client_port=5000-5001;server_port=6000-6001 | UDP | 6000 | 6001",
                "RTP/AVP/UDP;unicast;server_port=6000 | UDP | 6000 | 6001",
                "RTP/AVP;unicast;server_port=99999-0 | UDP | -1 | 0",
                "RTP/AVP;unicast;client_port=5000-5001 | UDP | -1 | -1",
                "RTP/AVP;multicast;port=5000-5001 | OTHER | -1 | -1",
                "RAW/RAW/UDP;unicast;server_port=6000 | OTHER | -1 | -1",
                "'' | OTHER | -1 | -1",
            })
    void aTransportNamesWherePacketsCome(String field, TransportField.Kind kind, int first, int second) {
        assertEquals(new TransportField(kind, first, second), TransportField.parse(field));
    }
}
