package io.camkit.source.rtsp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StreamUrisTest {
    private static final Rtsp ASKED = Rtsp.at("rtsp://cam/live");

    @ParameterizedTest
    @CsvSource({
        "rtsp://cam/live/, trackID=1, rtsp://cam/live/trackID=1",
        "rtsp://cam/live, trackID=1, rtsp://cam/live/trackID=1",
        "rtsp://cam/live/, /trackID=1, rtsp://cam/live/trackID=1",
        "rtsp://cam/live, /trackID=1, rtsp://cam/live/trackID=1",
        "rtsp://cam/live?channel=1, trackID=1, rtsp://cam/live?channel=1/trackID=1",
        "rtsp://cam/live/, rtsp://10.0.0.1/live/t0, rtsp://cam/live/t0",
        "rtsp://0.0.0.0:8554/other, t0, rtsp://cam/other/t0",
        "rtsp://10.0.0.1, t0, rtsp://cam/t0",
        "rtsp://cam/live/, *, rtsp://cam/live/",
        "rtsp://cam/live/, '', rtsp://cam/live/",
    })
    void resolvesAgainstTheContentBase(String base, String control, String expected) {
        assertEquals(
                expected, StreamUris.of(ASKED, answer("Content-Base", base)).resolve(control));
    }

    @Test
    void theContentLocationIsTheSecondChoice() {
        assertEquals(
                "rtsp://cam/y/1",
                StreamUris.of(ASKED, answer("content-location", "rtsp://x/y/")).resolve("1"));
    }

    @Test
    void withoutABaseTheAddressAskedForIsIt() {
        assertEquals(
                "rtsp://cam/live/1", StreamUris.of(ASKED, answer("Server", "x")).resolve("1"));
        assertEquals(
                "rtsp://cam/live",
                StreamUris.of(ASKED, answer("Content-Base", "/live")).resolve(null));
    }

    @Test
    void aBaseThatDiffersByItsSlashOrHostAloneIsTheSame() {
        assertFalse(StreamUris.of(ASKED, answer("Content-Base", "rtsp://10.0.0.1/live/"))
                .namedAnotherBase());
        assertTrue(StreamUris.of(ASKED, answer("Content-Base", "rtsp://cam/other/"))
                .namedAnotherBase());
        assertFalse(StreamUris.of(ASKED, answer("Server", "x")).namedAnotherBase());
    }

    @Test
    void overTlsEverythingIsAskedForOverTls() {
        Rtsp secure = Rtsp.at("rtsps://cam/live");

        assertEquals(
                "rtsps://cam/live/t0",
                StreamUris.of(secure, answer("Content-Base", "rtsp://cam/live/"))
                        .resolve("rtsp://cam/live/t0"));
    }

    @Test
    void whatCannotStandInARequestLineIsNotUsable() {
        assertTrue(StreamUris.isUsable("rtsp://cam/live?a=1"));
        assertFalse(StreamUris.isUsable("rtsp://cam/a b"));
        assertFalse(StreamUris.isUsable("rtsp://cam/\u00e9"));
    }

    private static RtspMessage answer(String name, String value) {
        var headers = new TreeMap<String, List<String>>(String.CASE_INSENSITIVE_ORDER);
        headers.putAll(Map.of(name, List.of(value)));
        return new RtspMessage(200, "OK", headers, "");
    }
}
