package io.camkit.spi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.camkit.CamkitException;
import io.camkit.Credentials;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SourceAddressTest {
    @Test
    void anAddressComesApart() {
        SourceAddress address = parse("RTSP://10.0.0.5:8554/live/main%20stream?channel=1&subtype=0");

        assertEquals("rtsp", address.scheme());
        assertEquals("10.0.0.5", address.host());
        assertEquals(8554, address.port());
        assertEquals("/live/main%20stream", address.path());
        assertEquals("channel=1&subtype=0", address.rawQuery());
        assertEquals(Optional.empty(), address.credentials());
    }

    @Test
    void aPortThatIsNotGivenIsNotInvented() {
        assertEquals(-1, parse("rtsp://10.0.0.5/stream1").port());
        assertEquals(-1, parse("rtsp://10.0.0.5:/stream1").port());
    }

    @Test
    void anIpv6AddressLosesItsBracketsAndGetsThemBackInPrint() {
        SourceAddress address = parse("rtsp://[2001:db8::7]:554/stream1");

        assertEquals("2001:db8::7", address.host());
        assertEquals("rtsp://[2001:db8::7]:554/stream1", address.toString());
    }

    @Test
    void credentialsAreDecodedAndNeverPrinted() {
        SourceAddress address = parse("rtsp://view%40er:p%40ss%3Aw%2Ford+1@cam/stream");

        assertEquals(Optional.of(Credentials.of("view@er", "p@ss:w/ord+1")), address.credentials());
        assertEquals("rtsp://view@er:***@cam/stream", address.toString());
    }

    @Test
    void aUserWithoutPasswordHasAnEmptyOne() {
        assertEquals(
                Optional.of(Credentials.of("viewer", "")),
                parse("rtsp://viewer@cam/stream").credentials());
    }

    @Test
    void anAddressMayCarryAnotherOneWhoseUserIsItsOwn() {
        SourceAddress address =
                parse("ffmpeg:srt://viewer:p%40ss@10.0.0.7:9000/live?passphrase=hidden#isolation=inline");

        assertEquals(Optional.of(Credentials.of("viewer", "p@ss")), address.credentials());
        assertEquals("ffmpeg:srt://10.0.0.7:9000/live?passphrase=***#isolation=inline", address.toString());
        SourceAddress within = address.within().orElseThrow();
        assertEquals("10.0.0.7:9000", within.authority());
        assertEquals("hidden", within.query().get("passphrase"));
        assertEquals("inline", within.options().get("isolation"));
        assertEquals(address.credentials(), within.credentials());
    }

    @Test
    void anAddressThatCarriesNoneHasNoneWithin() {
        assertEquals(Optional.empty(), parse("rtsp://10.0.0.5/a").within());
        assertEquals(Optional.empty(), parse("ffmpeg:v4l2:/dev/video0").within());
        assertEquals(Optional.empty(), parse("picamera:0").within());
    }

    @Test
    void configuredCredentialsServeAnAddressThatHasNone() {
        Optional<Credentials> configured = Optional.of(Credentials.of("viewer", "secret"));

        assertEquals(
                configured, SourceAddress.parse("http://cam/stream", configured).credentials());
        assertEquals(
                "other",
                SourceAddress.parse("http://other:x@cam/stream", configured)
                        .credentials()
                        .orElseThrow()
                        .username());
    }

    @Test
    void anOpaqueAddressHasPathAndQuery() {
        SourceAddress address = parse("test:clock?width=1280&height=720");

        assertEquals("", address.host());
        assertEquals("clock", address.path());
        assertEquals(Map.of("width", "1280", "height", "720"), address.query());
        assertEquals("test:clock?width=1280&height=720", address.toString());
    }

    @Test
    void noPathBecomesAPartOfTheHost() {
        CamkitException refusal = assertThrows(
                CamkitException.class,
                () -> new SourceAddress("rtsp", "10.0.0.5", -1, "0/stream", "", "", Optional.empty()));

        assertEquals("CK-1202", refusal.code());
    }

    @Test
    void aSchemeAloneIsAnAddress() {
        SourceAddress address = parse("ESP32:");

        assertEquals("esp32", address.scheme());
        assertEquals("", address.path());
        assertEquals("esp32:", address.toString());
    }

    @Test
    void optionsAreWhatNoCameraSees() {
        SourceAddress address = parse("http://cam:81/snap.jpg?size=2#every=500ms&token=s3cret");

        assertEquals("/snap.jpg?size=2", address.target());
        assertEquals("500ms", address.options().get("every"));
        assertEquals("http://cam:81/snap.jpg?size=2#every=500ms&token=***", address.toString());
        assertEquals("a", parse("test:clock?width=64#mark=a").options().get("mark"));
    }

    @Test
    void anotherUserIsAtTheSamePlace() {
        SourceAddress address = parse("rtsp://viewer:s3cret@[::1]:8554/live?a=b#c=d");

        assertEquals("[::1]:8554", address.authority());
        assertEquals(
                "rtsp://[::1]:8554/live?a=b#c=d",
                address.withCredentials(Optional.empty()).toString());
    }

    @Test
    void parametersKeepTheirOrderAndTheLastOfANameCounts() {
        Map<String, String> query =
                parse("http://cam/?b=1&a=x%26y&&b=2&flag&c=a=b").query();

        assertEquals(List.of("b", "a", "flag", "c"), List.copyOf(query.keySet()));
        assertEquals(List.of("2", "x&y", "", "a=b"), List.copyOf(query.values()));
    }

    @Test
    void passwordsInParametersAreNotPrinted() {
        assertEquals(
                "http://cam/snap?user=admin&password=***&channel=1",
                parse("http://cam/snap?user=admin&password=s3cret&channel=1").toString());
        assertEquals(
                "rtsp://cam/user=admin_password=***_channel=1.sdp",
                parse("rtsp://cam/user=admin_password=s3cret_channel=1.sdp").toString());
        assertEquals("http://cam/?Token=***", parse("http://cam/?Token=s3cret").toString());
    }

    @Test
    void aSecretIsMaskedToItsEndWhateverItIsMadeOf() {
        assertEquals(
                "http://cam/s?token=***&x=1",
                parse("http://cam/s?token=ab_cd-/ef~&x=1").toString());
        assertEquals(
                "rtsp://cam/user=admin_password=***_channel=1.sdp",
                parse("rtsp://cam/user=admin_password=s3_cr_et_channel=1.sdp").toString());
        assertEquals(
                "http://cam/v.cgi?loginuse=admin&loginpas=***",
                parse("http://cam/v.cgi?loginuse=admin&loginpas=s3cret").toString());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "   ",
                "camera",
                "/dev/video0",
                "rtsp://cam:99999/s3cret",
                "rtsp://cam:0/s3cret",
                "rtsp://cam:port/s3cret",
                "rtsp://viewer:s3cret@@cam/",
                "rtsp://viewer:s3#cret@cam/",
                "rtsp://viewer:s3cret%@cam/",
                "rtsp://viewer:s3cret^@cam/",
                "http://viewer:s3cret@under_score/",
                "http://[::1/s3cret"
            })
    void whatIsNoAddressIsRefusedWithoutShowingIt(String text) {
        CamkitException refusal = assertThrows(CamkitException.class, () -> parse(text));

        assertEquals("CK-1202", refusal.code());
        assertEquals(CamkitException.Retry.GIVE_UP, refusal.retry());
        assertTrue(refusal.mend().contains("rtsp://"), refusal::getMessage);
        assertFalse(refusal.toString().contains("s3cret"), refusal::getMessage);
    }

    private static SourceAddress parse(String text) {
        return SourceAddress.parse(text, Optional.empty());
    }
}
