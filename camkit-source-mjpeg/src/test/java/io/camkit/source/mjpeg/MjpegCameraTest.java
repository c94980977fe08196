package io.camkit.source.mjpeg;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.camkit.CamkitException;
import io.camkit.spi.SourceAddress;
import io.camkit.spi.SourceProvider;
import java.time.Duration;
import java.util.Optional;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MjpegCameraTest {
    private static final MjpegCamera HERE = MjpegCamera.at("http://viewer:s3cret@cam:81/a/b?c=d");

    @Test
    void theRequestCarriesPathAndQueryButNoPassword() {
        assertEquals("/a/b?c=d", HERE.target());
        assertEquals("cam:81", HERE.authority());
        assertEquals("/", MjpegCamera.at("http://cam").target());
        assertEquals("[::1]", MjpegCamera.at("http://[::1]/x").authority());
    }

    @Test
    void thePortFollowsTheScheme() {
        assertEquals(81, HERE.port());
        assertEquals(80, MjpegCamera.at("http://cam/").port());
        assertEquals(443, MjpegCamera.at("https://cam/").port());
    }

    @Test
    void itsTextShowsTheUserAndNoPassword() {
        assertEquals("http://viewer:***@cam:81/a/b?c=d", HERE.describe());
        assertEquals(HERE.describe(), HERE.toString());
    }

    @ParameterizedTest
    @CsvSource({
        "/x?y, http://viewer:***@cam:81/x?y",
        "x, http://viewer:***@cam:81/a/x",
        "http://cam:8081/x, http://viewer:***@cam:8081/x",
        "http://CAM/x, http://viewer:***@CAM/x",
        "http://other/x, http://other/x",
        "http://u:p@other/x, http://other/x",
    })
    void aRedirectTakesTheUserAlongToTheSameHostAlone(String location, String target) {
        assertEquals(target, HERE.movedTo(location).describe());
    }

    @ParameterizedTest
    @CsvSource({"https://cam/x", "rtsp://cam/x", "http://[", "a b"})
    void aRedirectThatLeadsNowhereOrToAnotherSchemeIsRefused(String location) {
        assertEquals(
                "CK-2210",
                assertThrows(CamkitException.class, () -> HERE.movedTo(location))
                        .code());
    }

    @ParameterizedTest
    @CsvSource({"40ms, 40", "2s, 2000", "5min, 300000", "1h, 3600000"})
    void theIntervalIsAnOptionThatTheCameraDoesNotSee(String written, long millis) {
        MjpegCamera camera = MjpegCamera.at("http://cam/snap?a=b#every=" + written);

        assertEquals(Duration.ofMillis(millis), camera.every());
        assertEquals("/snap?a=b", camera.target());
        assertEquals(
                Duration.ofMillis(millis), camera.credentials("viewer", "x").every());
        assertEquals(Duration.ofSeconds(1), HERE.every());
    }

    @ParameterizedTest
    @CsvSource({
        "#every=, every",
        "#every=2, every",
        "#every=10ms, every",
        "#every=48h, every",
        "#every=999999999999s, every",
        "#evry=2s, evry",
    })
    void aWrongOptionIsRefusedForGood(String options, String name) {
        CamkitException refusal = assertThrows(CamkitException.class, () -> MjpegCamera.at("http://cam/x" + options));

        assertEquals("CK-2201", refusal.code());
        assertTrue(refusal.what().contains("`" + name + "`"), refusal::what);
    }

    @ParameterizedTest
    @CsvSource({
        "rtsp://cam/live, not an HTTP address",
        "http:cam, not an HTTP address",
        "http://cam/l\u00edve, a character",
        "http://a%0AX:b@cam/live, control character",
    })
    void aWrongAddressIsRefusedForGood(String address, String reason) {
        CamkitException refusal = assertThrows(CamkitException.class, () -> MjpegCamera.at(address));

        assertEquals("CK-2201", refusal.code());
        assertEquals(CamkitException.Retry.GIVE_UP, refusal.retry());
        assertTrue(refusal.what().contains(reason), refusal::what);
        assertFalse(refusal.mend().isBlank());
    }

    @Test
    void theProviderIsFoundForBothSchemes() {
        SourceProvider provider = ServiceLoader.load(SourceProvider.class).stream()
                .map(ServiceLoader.Provider::get)
                .filter(found -> found.schemes().contains("https"))
                .findFirst()
                .orElseThrow();

        assertTrue(provider.schemes().contains("http"));
        assertEquals(
                "https://cam/live?fps=5",
                provider.parse(SourceAddress.parse("https://cam/live?fps=5", Optional.empty()))
                        .describe());
    }
}
