package io.camkit.sink.webrtc.dtls;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.io.ByteArrayInputStream;
import java.security.SecureRandom;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPublicKey;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class DtlsIdentityTest {
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

    private static X509Certificate certificate(DtlsIdentity identity) throws Exception {
        return (X509Certificate) CertificateFactory.getInstance("X.509")
                .generateCertificate(new ByteArrayInputStream(identity.certificate()));
    }

    @Test
    void itVouchesForItselfWithAKeyOnP256() throws Exception {
        X509Certificate certificate = certificate(DtlsIdentity.create(new SecureRandom(), NOW));
        certificate.verify(certificate.getPublicKey());

        assertEquals("SHA256withECDSA", certificate.getSigAlgName());
        assertEquals(
                256,
                ((ECPublicKey) certificate.getPublicKey())
                        .getParams()
                        .getOrder()
                        .bitLength());
    }

    @Test
    void itIsGoodFromYesterdayForThirtyDays() throws Exception {
        X509Certificate certificate = certificate(DtlsIdentity.create(new SecureRandom(), NOW));

        assertEquals(NOW.minus(Duration.ofDays(1)), certificate.getNotBefore().toInstant());
        assertEquals(NOW.plus(Duration.ofDays(30)), certificate.getNotAfter().toInstant());
    }

    @Test
    void eachIsAnother() {
        assertNotEquals(
                DtlsIdentity.create(new SecureRandom(), NOW).fingerprint(),
                DtlsIdentity.create(new SecureRandom(), NOW).fingerprint());
    }
}
