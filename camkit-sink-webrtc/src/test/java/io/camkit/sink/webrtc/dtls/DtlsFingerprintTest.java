package io.camkit.sink.webrtc.dtls;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.camkit.CamkitException;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DtlsFingerprintTest {
    private static final String TEXT = "sha-256 " + "0A:".repeat(31) + "FF";

    @Test
    void itIsWrittenAsItIsRead() {
        assertEquals(TEXT, DtlsFingerprint.parse(TEXT).toString());
    }

    @Test
    void upperAndLowerCaseAreTheSame() {
        assertEquals(DtlsFingerprint.parse(TEXT), DtlsFingerprint.parse(TEXT.toLowerCase(Locale.ROOT)));
        assertEquals(DtlsFingerprint.parse(TEXT), DtlsFingerprint.parse(TEXT.replace("sha", "SHA")));
    }

    @Test
    void oneByteMakesAnother() {
        assertNotEquals(DtlsFingerprint.parse(TEXT), DtlsFingerprint.parse(TEXT.replace("FF", "FE")));
    }

    @Test
    void itIsOfTheWholeCertificate() {
        String ofNothing =
                "E3:B0:C4:42:98:FC:1C:14:9A:FB:F4:C8:99:6F:B9:24" + ":27:AE:41:E4:64:9B:93:4C:A4:95:99:1B:78:52:B8:55";

        assertEquals("sha-256 " + ofNothing, DtlsFingerprint.of(new byte[0]).toString());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "sha-256",
                "sha-256 0A:0B",
                "sha-1 0A:0A:0A:0A:0A:0A:0A:0A:0A:0A:0A:0A:0A:0A:0A:0A:0A:0A:0A:0A"
            })
    void anythingElseIsRefused(String text) {
        var refused = assertThrows(CamkitException.class, () -> DtlsFingerprint.parse(text));

        assertEquals("CK-7101", refused.code());
    }
}
