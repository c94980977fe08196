package io.camkit.source.rtsp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.camkit.CamkitException;
import io.camkit.Credentials;
import io.camkit.spi.SourceAddress;
import io.camkit.spi.SourceProvider;
import java.util.Optional;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RtspTest {
    @Test
    void requestsCarryPathAndQueryButNoPassword() {
        Rtsp spec = Rtsp.at("rtsp://viewer:p%40ss@cam:8554/live/ch%201?channel=1&subtype=0");

        assertEquals("rtsp://cam:8554/live/ch%201?channel=1&subtype=0", spec.uri());
        assertEquals(Credentials.of("viewer", "p@ss"), spec.credentials().orElseThrow());
    }

    @Test
    void thePortIs554UnlessWritten() {
        assertEquals(554, Rtsp.at("rtsp://cam/").port());
        assertEquals(8554, Rtsp.at("rtsp://cam:8554/").port());
    }

    @Test
    void anIpv6AddressKeepsItsBracketsInRequests() {
        Rtsp spec = Rtsp.at("rtsp://[fe80::1]/a");

        assertEquals("fe80::1", spec.host());
        assertEquals("rtsp://[fe80::1]/a", spec.uri());
    }

    @Test
    void itsTextShowsTheUserAndNoPassword() {
        Rtsp spec = Rtsp.at("rtsp://cam/live").credentials("viewer", "s3cret");

        assertEquals("rtsp://viewer:***@cam/live", spec.describe());
        assertEquals(spec.describe(), spec.toString());
    }

    @Test
    void credentialsMakeAnotherSpecification() {
        Rtsp without = Rtsp.at("rtsp://cam/live");

        assertNotSame(without, without.credentials("viewer", "s3cret"));
        assertTrue(without.credentials().isEmpty());
    }

    @ParameterizedTest
    @CsvSource({
        "http://cam/live, not an RTSP address",
        "rtsp:///live, not an RTSP address",
        "rtsp:cam, not an RTSP address",
        "rtsp://cam/l\u00edve, a character",
        "rtsp://a%0D%0AX:b@cam/live, control character",
    })
    void aWrongAddressIsRefusedForGood(String address, String reason) {
        CamkitException refusal = assertThrows(CamkitException.class, () -> Rtsp.at(address));

        assertEquals("CK-2101", refusal.code());
        assertEquals(CamkitException.Retry.GIVE_UP, refusal.retry());
        assertTrue(refusal.what().contains(reason), refusal::what);
        assertFalse(refusal.mend().isBlank());
    }

    @Test
    void theProviderIsFoundAndPassesTheQueryOn() {
        SourceProvider provider = ServiceLoader.load(SourceProvider.class).stream()
                .map(ServiceLoader.Provider::get)
                .filter(found -> found.schemes().contains("rtsp"))
                .findFirst()
                .orElseThrow();

        var spec = provider.parse(SourceAddress.parse("rtsp://cam/live?channel=2", Optional.empty()));

        assertEquals("rtsp://cam/live?channel=2", spec.describe());
    }
}
