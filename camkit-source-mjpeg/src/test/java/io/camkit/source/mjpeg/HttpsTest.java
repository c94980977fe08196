package io.camkit.source.mjpeg;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.camkit.net.TlsTrust;
import io.camkit.testkit.FrameLeaks;
import io.camkit.testkit.SelfSigned;
import io.camkit.testkit.SourceProbe;
import io.camkit.testkit.peers.Lighttpd;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.HexFormat;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A camera behind lighttpd's TLS, whose certificate nobody vouches for. */
class HttpsTest {
    @TempDir
    static Path directory;

    private static Lighttpd camera;
    private static Lighttpd tls;
    private static String fingerprint;

    @RegisterExtension
    final FrameLeaks leaks = FrameLeaks.check();

    @BeforeAll
    static void startCamera() throws Exception {
        Path pictures = Files.createDirectory(directory.resolve("pictures"));
        Files.write(pictures.resolve("snapshot.jpg"), Jpegs.of(32, 16));
        SelfSigned certificate = SelfSigned.in(directory, "EC");
        fingerprint = HexFormat.of()
                .formatHex(MessageDigest.getInstance("SHA-256")
                        .digest(certificate.certificate().getEncoded()));
        camera = Lighttpd.filesWithoutEtag(pictures);
        tls = Lighttpd.tls(camera.port(), certificate);
    }

    @AfterAll
    static void endCamera() {
        tls.close();
        camera.close();
    }

    private static String address() {
        return "https://127.0.0.1:" + tls.port() + "/snapshot.jpg";
    }

    @Test
    void aPinnedCertificatePlays() {
        try (SourceProbe probe = SourceProbe.over(leaks)) {
            MjpegCamera spec = MjpegCamera.at(address() + "#every=40ms&trust=sha256:" + fingerprint);
            probe.start(spec.open()).awaitFrames(3);

            assertEquals("JPEG pictures over HTTPS", probe.transport());
        }
    }

    @Test
    void anyCertificatePlaysWhereThatIsWanted() {
        try (SourceProbe probe = SourceProbe.over(leaks)) {
            probe.start(MjpegCamera.at(address()).trust(TlsTrust.any()).open()).awaitFrames(1);
        }
    }

    @Test
    void aCertificateThatNobodyVouchesForIsNotTrusted() {
        assertEquals("CK-2407", endOf(MjpegCamera.at(address())));
    }

    @Test
    void anotherCertificateThanThePinnedOneIsNotTrusted() {
        assertEquals("CK-2407", endOf(MjpegCamera.at(address()).trust(TlsTrust.certificate("00".repeat(32)))));
    }

    @Test
    void plainHttpOnThisPortIsNoTls() {
        String plain = address().replace(":" + tls.port(), ":" + camera.port());

        assertEquals("CK-2408", endOf(MjpegCamera.at(plain)));
    }

    private String endOf(MjpegCamera spec) {
        try (SourceProbe probe = SourceProbe.over(leaks)) {
            return probe.start(spec.open()).awaitEnd(Duration.ofSeconds(15)).code();
        }
    }
}
