package io.camkit.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.camkit.CamkitException;
import io.camkit.testkit.SelfSigned;
import io.netty.buffer.UnpooledByteBufAllocator;
import java.io.ByteArrayInputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Locale;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Handshakes of both sides in memory: the client's trust is the product's, the server shows a certificate for localhost and 127.0.0.1. */
class TlsTrustTest {
    private static final int BUFFER = 1 << 16;

    @TempDir
    static Path directory;

    private static SelfSigned camera;

    @BeforeAll
    static void makeCertificate() throws Exception {
        camera = SelfSigned.in(directory, "EC");
    }

    @Test
    void aCertificateThatNobodyVouchesForIsRefusedWithItsFingerprint() throws Exception {
        CamkitException refusal = refusal(TlsTrust.java(), "localhost");

        assertEquals("CK-2407", refusal.code());
        assertTrue(refusal.what().contains(fingerprint()), refusal::what);
        assertTrue(refusal.mend().contains("#trust=sha256:"), refusal::mend);
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost", "127.0.0.1"})
    void aVouchedCertificateServesTheNamesInItAlone(String host) throws Exception {
        handshake(vouched(), host);

        assertEquals("CK-2407", refusal(vouched(), "10.0.0.5").code());
        assertEquals("CK-2407", refusal(vouched(), "camera.example").code());
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost", "10.0.0.5", "camera.example", "fe80::1"})
    void aPinnedCertificateServesUnderAnyName(String host) throws Exception {
        handshake(TlsTrust.certificate(fingerprint()), host);
    }

    @Test
    void aFingerprintIsReadAsOpensslPrintsIt() throws Exception {
        String printed = fingerprint().toUpperCase(Locale.ROOT).replaceAll("..(?=.)", "$0:");

        handshake(TlsTrust.parse("sha256:" + printed), "10.0.0.5");
        assertEquals("sha256:" + fingerprint(), TlsTrust.certificate(printed).toString());
    }

    @Test
    void anotherCertificateThanThePinnedOneIsRefused() {
        CamkitException refusal = refusal(TlsTrust.certificate("ab".repeat(32)), "localhost");

        assertEquals("CK-2407", refusal.code());
        assertTrue(refusal.what().contains("not the pinned"), refusal::what);
    }

    @Test
    void anyMeansAny() throws Exception {
        handshake(TlsTrust.parse("any"), "10.0.0.5");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "all", "sha256:", "sha256:12", "sha1:aabb", "sha256:zz"})
    void whatSaysNothingIsRefused(String text) {
        assertEquals(
                "CK-2434",
                assertThrows(CamkitException.class, () -> TlsTrust.parse(text)).code());
    }

    private static TlsTrust vouched() throws Exception {
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry("camera", camera.certificate());
        return TlsTrust.authorities(trusted, "test");
    }

    private static String fingerprint() throws Exception {
        byte[] pem = Files.readAllBytes(camera.certificateFile());
        return Fingerprint.of((X509Certificate)
                        CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(pem)))
                .text();
    }

    private static CamkitException refusal(TlsTrust trust, String host) {
        SSLException thrown = assertThrows(SSLException.class, () -> handshake(trust, host));
        return NetworkFailure.of(thrown, host);
    }

    /** Carries records to and fro until both sides have what they need, and a byte of the client's arrives. */
    private static void handshake(TlsTrust trust, String host) throws Exception {
        SSLEngine client = trust.handler(host, 322).engine();
        SSLEngine server = new TlsFiles(camera.certificateFile(), camera.keyFile())
                .serverContext()
                .newHandler(UnpooledByteBufAllocator.DEFAULT)
                .engine();
        ByteBuffer up = ByteBuffer.allocate(BUFFER);
        ByteBuffer down = ByteBuffer.allocate(BUFFER);
        ByteBuffer hello = ByteBuffer.wrap(new byte[] {1});
        ByteBuffer received = ByteBuffer.allocate(BUFFER);
        for (int turn = 0; turn < 20 && received.position() == 0; turn++) {
            carry(client, hello, up, server, received);
            carry(server, ByteBuffer.allocate(0), down, client, ByteBuffer.allocate(BUFFER));
        }
        assertEquals(1, received.position());
    }

    private static void carry(SSLEngine from, ByteBuffer text, ByteBuffer wire, SSLEngine to, ByteBuffer out)
            throws SSLException, CertificateException {
        SSLEngineResult sent;
        do {
            sent = from.wrap(text, wire);
            runTasks(from);
        } while (sent.bytesProduced() > 0);
        wire.flip();
        SSLEngineResult read;
        do {
            read = to.unwrap(wire, out);
            runTasks(to);
        } while (read.bytesConsumed() > 0 && wire.hasRemaining());
        wire.compact();
    }

    private static void runTasks(SSLEngine engine) {
        for (Runnable task = engine.getDelegatedTask(); task != null; task = engine.getDelegatedTask()) {
            task.run();
        }
    }
}
