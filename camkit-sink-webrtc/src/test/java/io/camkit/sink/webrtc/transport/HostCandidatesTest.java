package io.camkit.sink.webrtc.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.camkit.sink.webrtc.WebRtcOptions;
import java.util.List;
import org.junit.jupiter.api.Test;

class HostCandidatesTest {
    private static final int PORT = 8555;
    private static final WebRtcOptions BOUND = WebRtcOptions.defaults().withBind("192.0.2.9");

    @Test
    void anAddressIsReachedByUdpAndThenByTcp() {
        assertEquals(
                List.of(
                        "candidate:1 1 udp 2130706431 192.0.2.9 8555 typ host",
                        "candidate:2 1 tcp 1520435199 192.0.2.9 8555 typ host tcptype passive"),
                HostCandidates.of(PORT, true, BOUND));
    }

    @Test
    void withoutATcpPortThereIsNoCandidateOfOne() {
        assertEquals(
                List.of("candidate:1 1 udp 2130706431 192.0.2.9 8555 typ host"), HostCandidates.of(PORT, false, BOUND));
    }

    @Test
    void thePublicAddressStandsFirst() {
        List<String> candidates = HostCandidates.of(PORT, false, BOUND.withPublicAddress("203.0.113.1"));

        assertEquals("candidate:1 1 udp 2130706431 203.0.113.1 8555 typ host", candidates.get(0));
        assertEquals("candidate:2 1 udp 2130706175 192.0.2.9 8555 typ host", candidates.get(1));
    }

    @Test
    void thisMachineIsReachedFromItself() {
        assertTrue(HostCandidates.of(PORT, false, WebRtcOptions.defaults()).stream()
                .anyMatch(candidate -> candidate.contains(" 127.0.0.1 ")));
    }
}
