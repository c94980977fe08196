package io.camkit.source.onvif;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.camkit.Credentials;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import org.junit.jupiter.api.Test;

class EnvelopeTest {
    /** The example of ONVIF's Application Programmer's Guide, section 6.1.1.3. */
    @Test
    void theDigestIsTheOneOfTheSpecification() {
        byte[] nonce = Base64.getDecoder().decode("LKqI6G/AikKCQrN0zqZFlg==");

        assertEquals(
                "tuOSpGlFlIXsozq4HFNeeGeFLEI=", Envelope.passwordDigest(nonce, "2010-09-16T07:50:45Z", "userpassword"));
    }

    @Test
    void theTokenCarriesTheUserAndNoPassword() throws Exception {
        Credentials user = Credentials.of("vie<wer&\u0001", "s3cret");
        String message =
                Envelope.of(Envelope.security(user, new byte[16], Instant.parse("2026-03-01T12:00:00.789Z")), "<x/>");

        Element token = XmlReader.read(message.getBytes(StandardCharsets.UTF_8))
                .find("Header", "Security", "UsernameToken")
                .orElseThrow();

        assertEquals("vie<wer&?", token.text("Username"));
        assertEquals("2026-03-01T12:00:00Z", token.text("Created"));
        assertEquals("AAAAAAAAAAAAAAAAAAAAAA==", token.text("Nonce"));
        assertFalse(message.contains("s3cret"));
    }
}
