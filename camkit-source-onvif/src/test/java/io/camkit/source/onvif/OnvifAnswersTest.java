package io.camkit.source.onvif;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.camkit.CamkitException;
import io.camkit.Credentials;
import io.camkit.SnapshotUri;
import io.camkit.spi.Source;
import io.camkit.testkit.AnsweringServer;
import io.camkit.testkit.FakeOnvif;
import io.camkit.testkit.FaultProxy;
import io.camkit.testkit.FrameLeaks;
import io.camkit.testkit.SourceProbe;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What devices may answer, and what comes of it. */
class OnvifAnswersTest {
    private static final Credentials VIEWER = Credentials.of("viewer", "s3cret");
    /** The stream's server: it has nothing, but it tells who came. */
    private static final String NOTHING = "HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n";

    @RegisterExtension
    final FrameLeaks leaks = FrameLeaks.check();

    private final AnsweringServer stream = AnsweringServer.answering(request -> NOTHING);
    private final FakeOnvif camera = FakeOnvif.start().stream(address("10.1.2.3", "/live?x=1&y=2"));

    @AfterEach
    void endServers() {
        camera.close();
        stream.close();
    }

    private String address(String host, String target) {
        return "http://" + host + ":" + stream.address().getPort() + target;
    }

    private Onvif spec() {
        return Onvif.at("127.0.0.1:" + camera.address().getPort());
    }

    private CamkitException endOf(Onvif spec) {
        try (SourceProbe probe = SourceProbe.over(leaks)) {
            probe.start(spec.open()).awaitFramesOrEnd(1);
            CamkitException end = probe.end().orElseThrow();
            assertFalse(String.valueOf(end.getMessage()).contains("s3cret"), end::getMessage);
            return end;
        }
    }

    /** That the stream was reached, wherever its attempt ended. */
    private String requestOfTheStream(Onvif spec) {
        assertEquals("CK-2205", endOf(spec).code());
        return stream.requests().get(0);
    }

    @Test
    void theStreamIsOpenedAtTheHostThatWasAsked() {
        camera.believesToBe("0.0.0.0:1");

        assertTrue(requestOfTheStream(spec()).startsWith("GET /live?x=1&y=2 HTTP/1.1\r\nHost: 127.0.0.1:"));
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 3650, -3650})
    void aTokenIsMadeByTheDevicesClock(long days) {
        camera.askForToken(VIEWER).clockAhead(Duration.ofDays(days));

        requestOfTheStream(spec().credentials("viewer", "s3cret"));
    }

    @Test
    void aDeviceMayAskForDigestInstead() {
        camera.askForDigest(VIEWER);

        requestOfTheStream(spec().credentials("viewer", "s3cret"));
    }

    @ParameterizedTest
    @CsvSource({"true, wrong, CK-2704", "false, wrong, CK-2704", "true, '', CK-2706", "false, '', CK-2706"})
    void aWrongOrMissingPasswordSaysSo(boolean byToken, String password, String code) {
        if (byToken) {
            camera.askForToken(VIEWER);
        } else {
            camera.askForDigest(VIEWER);
        }
        Onvif spec = password.isEmpty() ? spec() : spec().credentials("viewer", password);

        CamkitException end = endOf(spec);

        assertEquals(code, end.code(), end::getMessage);
        assertEquals(CamkitException.Retry.RETRY_SLOWLY, end.retry());
    }

    @Test
    void whoHidesHisClockMayMeanTheClock() {
        camera.askForToken(VIEWER).clockAhead(Duration.ofDays(1)).refuse("GetSystemDateAndTime", "ter:NotAuthorized");

        assertEquals("CK-2705", endOf(spec().credentials("viewer", "s3cret")).code());
    }

    @Test
    void aProfileIsChosenByTokenOrName() {
        requestOfTheStream(spec().profile("sub"));
        assertTrue(camera.request("GetStreamUri").contains("ProfileToken>sub<"));

        endOf(spec().profile("Main stream"));
        assertTrue(camera.request("GetStreamUri").contains("ProfileToken>main<"));

        CamkitException end = endOf(spec().profile("<none>"));
        assertEquals("CK-2709", end.code());
        assertTrue(end.what().contains("main, sub"), end::what);
    }

    @Test
    void picturesAreWhereTheDeviceIsToo() {
        camera.snapshot("http://10.1.2.3/snap?user=a&pwd=b");
        Source source = spec().open();
        try (SourceProbe probe = SourceProbe.over(leaks)) {
            probe.start(source).awaitFramesOrEnd(1);

            assertEquals(
                    "http://127.0.0.1/snap?user=a&pwd=b",
                    source.capability(SnapshotUri.class).orElseThrow().snapshotUri());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "GetProfiles, <Envelope><Body><GetProfilesResponse/></Body></Envelope>, CK-2708",
        "GetCapabilities, <Envelope><Body/></Envelope>, CK-2712",
        "GetCapabilities, garbage, CK-2712",
        "GetCapabilities, <html/>, CK-2702",
        "GetStreamUri, <Envelope><Body><x/></Body></Envelope>, CK-2710",
        "GetStreamUri, <Envelope><Body><x><MediaUri><Uri>ftp://x/</Uri></MediaUri></x></Body></Envelope>, CK-2710",
        "GetStreamUri, <Envelope><Body><x><MediaUri><Uri>rtsp://a b</Uri></MediaUri></x></Body></Envelope>, CK-2710",
        "GetSystemDateAndTime, <!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>, CK-2712",
    })
    void anAnswerThatCannotBeUsedHasItsCode(String operation, String answer, String code) {
        camera.answer(operation, 200, answer);

        assertEquals(code, endOf(spec()).code());
    }

    @Test
    void anAnswerThatIsTooLargeIsRefused() {
        camera.answer("GetCapabilities", 200, "<a>" + " ".repeat(2 * XmlReader.MAX_BYTES));

        assertTrue(endOf(spec()).what().contains("512 KiB"));
    }

    @ParameterizedTest
    @CsvSource({"ter:ActionNotSupported, CK-2713", "ter:Odd, CK-2711"})
    void aRefusalIsNamed(String subcode, String code) {
        camera.refuse("GetProfiles", subcode);

        assertEquals(code, endOf(spec()).code());
    }

    @Test
    void servicesAreAskedForWhereCapabilitiesNameNone() {
        camera.answer("GetCapabilities", 200, "<Envelope><Body><x/></Body></Envelope>");

        requestOfTheStream(spec());
    }

    @Test
    void aDeviceWithoutMediaSaysSo() {
        camera.answer("GetCapabilities", 200, "<Envelope><Body><x/></Body></Envelope>")
                .answer("GetServices", 200, "<Envelope><Body><x/></Body></Envelope>");

        assertEquals("CK-2707", endOf(spec()).code());
    }

    @Test
    void anotherPathIsNotOnvif() {
        try (AnsweringServer web = AnsweringServer.answering(request -> NOTHING)) {
            assertEquals(
                    "CK-2702",
                    endOf(Onvif.at("127.0.0.1:" + web.address().getPort())).code());
        }
    }

    @Test
    void anOperationThatIsNeverAnsweredIsGivenUp() {
        camera.silence("GetProfiles");
        try (SourceProbe probe = SourceProbe.over(leaks)) {
            probe.start(spec().open());
            camera.request("GetProfiles");

            CamkitException end = probe.awaitEnd(Duration.ofSeconds(10));
            assertEquals("CK-2703", end.code());
            assertTrue(end.what().contains("GetProfiles"), end::what);
        }
    }

    @Test
    void aSourceThatAsksCanBeStopped() {
        camera.silence("GetProfiles");
        try (SourceProbe probe = SourceProbe.over(leaks)) {
            probe.start(spec().open());
            camera.request("GetProfiles");
            probe.stop();

            assertEquals("CK-1302", probe.awaitEnd(Duration.ofSeconds(1)).code());
        }
    }

    @Test
    void aNetworkThatFailsSaysWhatFailed() {
        try (FaultProxy network = FaultProxy.to(camera.address())) {
            Onvif spec = Onvif.at("127.0.0.1:" + network.address().getPort());
            assertEquals(
                    "CK-2402",
                    endOf(Onvif.at("127.0.0.1:" + network.refuse().address().getPort()))
                            .code());
            network.garbage();
            assertEquals("CK-2702", endOf(spec).code());
            for (int bytes : new int[] {0, 7, 100, 200, 500}) {
                network.cutAfter(bytes);
                CamkitException end = endOf(spec);
                assertTrue(end.code().startsWith("CK-2"), end::getMessage);
                assertFalse(end.retry() == CamkitException.Retry.GIVE_UP, end::getMessage);
            }
        }
    }
}
