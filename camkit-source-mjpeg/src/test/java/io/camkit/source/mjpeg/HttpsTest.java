package io.camkit.source.mjpeg;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.camkit.testkit.FrameLeaks;
import io.camkit.testkit.SourceProbe;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.SecureRandom;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A camera behind TLS, its certificate made for {@code localhost} by the JDK's keytool. */
class HttpsTest {
    private static final char[] PASSWORD = "changeit".toCharArray();

    @TempDir
    static Path directory;

    private static SSLContext own;
    private static SSLServerSocket server;

    @RegisterExtension
    final FrameLeaks leaks = FrameLeaks.check();

    @BeforeAll
    static void startCamera() throws Exception {
        own = context(keys());
        server = (SSLServerSocket)
                own.getServerSocketFactory().createServerSocket(0, 8, InetAddress.getByName("127.0.0.1"));
        Thread thread = new Thread(HttpsTest::serveAll, "https-camera");
        thread.setDaemon(true);
        thread.start();
    }

    @AfterAll
    static void endCamera() throws IOException {
        server.close();
    }

    private static KeyStore keys() throws Exception {
        Path file = directory.resolve("keys.p12");
        Path keytool = Path.of(System.getProperty("java.home"), "bin", "keytool");
        String[] command = {
            keytool.toString(),
            "-genkeypair",
            "-keystore",
            file.toString(),
            "-storepass",
            new String(PASSWORD),
            "-alias",
            "camera",
            "-keyalg",
            "EC",
            "-dname",
            "CN=localhost",
            "-ext",
            "san=dns:localhost"
        };
        assertEquals(0, new ProcessBuilder(command).inheritIO().start().waitFor());
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream input = Files.newInputStream(file)) {
            keys.load(input, PASSWORD);
        }
        return keys;
    }

    /** Shows the certificate as a server, and trusts it as a client. */
    private static SSLContext context(KeyStore keys) throws Exception {
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry("camera", keys.getCertificate("camera"));
        KeyManagerFactory shown = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        shown.init(keys, PASSWORD);
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(shown.getKeyManagers(), trust.getTrustManagers(), new SecureRandom());
        return context;
    }

    private static void serveAll() {
        while (!server.isClosed()) {
            try (SSLSocket client = (SSLSocket) server.accept()) {
                serve(client);
            } catch (IOException e) {
                // this client went, or the test is over
            }
        }
    }

    private static void serve(SSLSocket client) throws IOException {
        var reader = new BufferedReader(new InputStreamReader(client.getInputStream(), StandardCharsets.US_ASCII));
        String line = reader.readLine();
        while (line != null && !line.isEmpty()) {
            line = reader.readLine();
        }
        String picture = Jpegs.text(Jpegs.of(32, 16));
        String answer = "HTTP/1.1 200 OK\r\nContent-Type: multipart/x-mixed-replace; boundary=cam\r\n\r\n"
                + "--cam\r\nContent-Length: " + picture.length() + "\r\n\r\n" + picture + "\r\n";
        client.getOutputStream().write(answer.getBytes(StandardCharsets.ISO_8859_1));
        client.getInputStream().read();
    }

    @Test
    void aCameraWithATrustedCertificatePlays() {
        try (SourceProbe probe = SourceProbe.over(leaks)) {
            probe.start(new MjpegSource(at("localhost"), () -> own)).awaitFrames(1);

            assertEquals("MJPEG over HTTPS", probe.transport());
        }
    }

    @Test
    void aSelfSignedCertificateIsNotTrusted() {
        assertEquals("CK-2407", endOf(new MjpegSource(at("localhost"), MjpegSource::javaTrust)));
    }

    @Test
    void aCertificateOfAnotherHostIsNotTrusted() {
        assertEquals("CK-2407", endOf(new MjpegSource(at("127.0.0.1"), () -> own)));
    }

    private static MjpegCamera at(String host) {
        return MjpegCamera.at("https://" + host + ":" + server.getLocalPort() + "/stream");
    }

    private String endOf(MjpegSource source) {
        try (SourceProbe probe = SourceProbe.over(leaks)) {
            probe.start(source).awaitFramesOrEnd(1);
            return probe.end().orElseThrow().code();
        }
    }
}
