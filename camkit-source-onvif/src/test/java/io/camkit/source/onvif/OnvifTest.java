package io.camkit.source.onvif;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.camkit.CamKit;
import io.camkit.CamkitException;
import io.camkit.Credentials;
import io.camkit.SourceSpec;
import io.camkit.spi.SourceAddress;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OnvifTest {
    @ParameterizedTest
    @CsvSource({
        "10.0.0.5, onvif://10.0.0.5, 80",
        "10.0.0.5:8080, onvif://10.0.0.5:8080, 8080",
        "onvif://viewer:s3cret@cam/x?profile=main, onvif://viewer:***@cam/x?profile=main, 80",
    })
    void anAddressMayBeShort(String written, String shown, int port) {
        Onvif spec = Onvif.at(written);

        assertEquals(shown, spec.describe());
        assertEquals(shown, spec.toString());
        assertEquals(port, spec.port());
    }

    @Test
    void theProfileIsAParameter() {
        assertEquals(
                Optional.of("sub stream"),
                Onvif.at("onvif://cam?profile=sub%20stream").profile());
        assertEquals(
                Optional.of("x"),
                Onvif.at("cam").profile("x").credentials("a", "b").profile());
    }

    @ParameterizedTest
    @CsvSource({
        "http://cam/onvif, not an ONVIF address",
        "onvif:cam, not an ONVIF address",
        "onvif://cam?profil=a, `profil`",
        "onvif://cam#a=b, begins options",
    })
    void aWrongAddressIsRefusedForGood(String address, String reason) {
        CamkitException refusal =
                assertThrows(CamkitException.class, () -> Onvif.of(SourceAddress.parse(address, Optional.empty())));

        assertEquals("CK-2701", refusal.code());
        assertEquals(CamkitException.Retry.GIVE_UP, refusal.retry());
        assertTrue(refusal.what().contains(reason), refusal::what);
        assertFalse(refusal.mend().isBlank());
    }

    @ParameterizedTest
    @CsvSource({
        "rtsp://192.168.1.64:554/Streaming/Channels/101?a=b&c=d, rtsp://cam:554/Streaming/Channels/101?a=b&c=d",
        "rtsp://0.0.0.0/live, rtsp://cam/live",
        "rtsp://admin:1234@10.0.0.9/live, rtsp://cam/live",
        "rtsp://[::1]:8554/live#x=y, rtsp://cam:8554/live",
    })
    void whatADeviceNamesIsWhereTheDeviceIs(String named, String address) {
        assertEquals(address, Onvif.at("viewer:s3cret@cam").here(named).toString());
    }

    @Test
    void theProviderIsFoundByItsScheme() {
        try (CamKit kit = CamKit.create()) {
            SourceSpec spec = kit.source("onvif://cam", Optional.of(Credentials.of("viewer", "s3cret")));

            assertEquals("onvif://viewer:***@cam", spec.describe());
        }
    }
}
