package io.camkit.source.rtsp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.camkit.CamkitException;
import io.camkit.Credentials;
import io.camkit.net.TlsTrust;
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
    void thePortIs554Or322UnlessWritten() {
        assertEquals(554, Rtsp.at("rtsp://cam/").port());
        assertEquals(8554, Rtsp.at("rtsp://cam:8554/").port());
        assertEquals(322, Rtsp.at("rtsps://cam/").port());
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

    @Test
    void optionsAreCamkitsAndNoneOfTheCameras() {
        Rtsp spec = Rtsp.at("rtsp://cam/live?a=1#transport=udp&talkback=on");

        assertEquals("rtsp://cam/live?a=1", spec.uri());
        assertEquals(Rtsp.Transport.UDP, spec.firstTransport());
        assertTrue(spec.wantsTalkBack());
    }

    @Test
    void optionsReadTheSameHoweverTheyAreGiven() {
        Rtsp spec = Rtsp.at("rtsps://cam/live").trust(TlsTrust.any()).talkBack();

        assertEquals("rtsps://cam/live#trust=any&talkback=on", spec.describe());
        assertEquals("rtsps://cam/live#talkback=on", spec.trust(TlsTrust.java()).describe());
        assertEquals(
                "rtsp://cam/live#transport=udp",
                Rtsp.at("rtsp://cam/live").transport(Rtsp.Transport.UDP).describe());
    }

    @ParameterizedTest
    @CsvSource({
        "rtsp://cam:8554/live, rtsp://cam/other, rtsp://viewer:***@cam/other#transport=udp",
        "rtsp://cam:8554/live, /other?a=1, rtsp://viewer:***@cam:8554/other?a=1#transport=udp",
        "rtsp://cam/live, rtsp://elsewhere/other, rtsp://elsewhere/other#transport=udp",
        "rtsp://cam/live, rtsp://u:p@CAM/other, rtsp://viewer:***@CAM/other#transport=udp",
    })
    void aRedirectKeepsOptionsAndTheUserOfTheSameHost(String from, String location, String to) {
        Rtsp moved = Rtsp.at(from)
                .credentials("viewer", "s3cret")
                .transport(Rtsp.Transport.UDP)
                .movedTo(location);

        assertEquals(to, moved.describe());
    }

    @Test
    void aRedirectIntoTlsLeavesUdpBehind() {
        Rtsp moved = Rtsp.at("rtsp://cam/live#transport=udp&trust=any").movedTo("rtsps://cam/other");

        assertEquals("rtsps://cam/other#trust=any", moved.describe());
    }

    @ParameterizedTest
    @CsvSource({
        "rtsp://cam/live, http://cam/, no RTSP address",
        "rtsp://cam/live, rtsp://cam/a b, cannot be read",
        "rtsps://cam/live, rtsp://cam/live, out of TLS",
    })
    void aRedirectThatMakesNoSenseIsNotFollowed(String from, String location, String reason) {
        CamkitException refusal =
                assertThrows(CamkitException.class, () -> Rtsp.at(from).movedTo(location));

        assertEquals("CK-2110", refusal.code());
        assertTrue(refusal.what().contains(reason), refusal::what);
    }

    @ParameterizedTest
    @CsvSource({
        "http://cam/live, not an RTSP address",
        "rtsp:///live, not an RTSP address",
        "rtsp:cam, not an RTSP address",
        "rtsp://cam/l\u00edve, a character",
        "rtsp://a%0D%0AX:b@cam/live, control character",
        "rtsp://cam/live#speed=2, no option",
        "rtsp://cam/live#transport=multicast, neither tcp nor udp",
        "rtsps://cam/live#transport=udp, leave TLS",
        "rtsp://cam/live#talkback=1, not \"on\"",
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
