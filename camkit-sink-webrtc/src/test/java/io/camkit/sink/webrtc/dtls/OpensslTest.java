package io.camkit.sink.webrtc.dtls;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.abort;

import io.camkit.sink.webrtc.dtls.Ends.End;
import io.camkit.sink.webrtc.srtp.SrtpDecryptor;
import io.camkit.sink.webrtc.srtp.SrtpEncryptor;
import io.camkit.sink.webrtc.srtp.SrtpKey;
import io.camkit.sink.webrtc.srtp.SrtpKeys;
import io.camkit.sink.webrtc.srtp.SrtpProfile;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateFactory;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The same with an implementation that others wrote. */
class OpensslTest {
    private static final Pattern MATERIAL = Pattern.compile("Keying material: ([0-9A-F]+)");
    private static final Pattern ACCEPT = Pattern.compile("ACCEPT .*:(\\d+)");

    private final Ends ends = new Ends(DtlsLimits.STANDARD);
    private final End end = new End();

    @TempDir
    private Path folder;

    private final DatagramSocket socket;
    private volatile SocketAddress other;

    OpensslTest() throws IOException {
        socket = new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        other = socket.getLocalSocketAddress();
    }

    @BeforeEach
    void askForOpenssl() {
        try {
            new ProcessBuilder("openssl", "version").start().destroy();
        } catch (IOException e) {
            abort("openssl is not installed");
        }
    }

    @AfterEach
    void close() {
        ends.close();
        socket.close();
    }

    @ParameterizedTest
    @CsvSource({
        "SRTP_AEAD_AES_128_GCM, AEAD_AES_128_GCM",
        "SRTP_AEAD_AES_256_GCM, AEAD_AES_256_GCM",
        "SRTP_AES128_CM_SHA1_80, AES128_CM_HMAC_SHA1_80",
        "SRTP_AES128_CM_SHA1_80:SRTP_AEAD_AES_128_GCM, AEAD_AES_128_GCM"
    })
    void itsClientHasTheSameKeys(String theirs, SrtpProfile ours) throws Exception {
        makeCertificate("ec", "-pkeyopt", "ec_paramgen_curve:P-256");
        DtlsSession session = ends.servers.session(DtlsRole.SERVER, fingerprint(), this::send, end);
        session.start();
        receiveFor(session);
        Process client = openssl(
                "s_client",
                "-connect",
                "127.0.0.1:" + socket.getLocalPort(),
                "-dtls1_2",
                "-use_srtp",
                theirs,
                "-cert",
                "cert.pem",
                "-key",
                "key.pem",
                "-keymatexport",
                "EXTRACTOR-dtls_srtp",
                "-keymatexportlen",
                "" + ours.materialBytes());
        SrtpKeys keys = end.keys();
        byte[] material = HexFormat.of().parseHex(find(MATERIAL, client));
        client.getOutputStream().close(); // which ends it

        assertEquals(ours, keys.profile());
        assertCarries(keys.local(), SrtpKeys.ofClient(ours, material).remote());
        assertCarries(SrtpKeys.ofClient(ours, material).local(), keys.remote());
        assertEquals(new DtlsEnd.Left(), end.end());
    }

    @ParameterizedTest
    @CsvSource({"ec, ec_paramgen_curve:P-256", "rsa, rsa_keygen_bits:2048"})
    void itsServerHasTheSameKeysWhateverItsCertificate(String algorithm, String option) throws Exception {
        makeCertificate(algorithm, "-pkeyopt", option);
        Process server = openssl(
                "s_server",
                "-accept",
                "127.0.0.1:0",
                "-dtls1_2",
                "-use_srtp",
                "SRTP_AEAD_AES_128_GCM",
                "-cert",
                "cert.pem",
                "-key",
                "key.pem",
                "-Verify",
                "1",
                "-keymatexport",
                "EXTRACTOR-dtls_srtp",
                "-keymatexportlen",
                "56");
        other = new InetSocketAddress(InetAddress.getLoopbackAddress(), Integer.parseInt(find(ACCEPT, server)));
        DtlsSession session = ends.clients.session(DtlsRole.CLIENT, fingerprint(), this::send, end);
        receiveFor(session);
        session.start();
        SrtpKeys keys = end.keys();
        byte[] material = HexFormat.of().parseHex(find(MATERIAL, server));
        session.close();
        server.destroy();

        assertCarries(keys.local(), SrtpKeys.ofServer(keys.profile(), material).remote());
        assertCarries(SrtpKeys.ofServer(keys.profile(), material).local(), keys.remote());
    }

    @Test
    void aClientWithoutSrtpIsRefused() throws Exception {
        makeCertificate("ec", "-pkeyopt", "ec_paramgen_curve:P-256");
        DtlsSession session = ends.servers.session(DtlsRole.SERVER, fingerprint(), this::send, end);
        session.start();
        receiveFor(session);
        openssl(
                "s_client",
                "-connect",
                "127.0.0.1:" + socket.getLocalPort(),
                "-dtls1_2",
                "-cert",
                "cert.pem",
                "-key",
                "key.pem");

        assertEquals("CK-7104", end.code());
    }

    @Test
    void aClientWithoutACertificateIsRefused() throws Exception {
        makeCertificate("ec", "-pkeyopt", "ec_paramgen_curve:P-256");
        DtlsSession session = ends.servers.session(DtlsRole.SERVER, fingerprint(), this::send, end);
        session.start();
        receiveFor(session);
        openssl(
                "s_client",
                "-connect",
                "127.0.0.1:" + socket.getLocalPort(),
                "-dtls1_2",
                "-use_srtp",
                "SRTP_AEAD_AES_128_GCM");

        assertEquals("CK-7102", end.code());
    }

    private static void assertCarries(SrtpKey sender, SrtpKey receiver) {
        byte[] packet = new byte[100];
        packet[0] = (byte) 0x80;
        int length = new SrtpEncryptor(sender).protect(packet, 12, 80, 0);

        assertEquals(80, new SrtpDecryptor(receiver).unprotect(packet, length));
    }

    private Process openssl(String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of("openssl"));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
    }

    private void makeCertificate(String algorithm, String... options) throws Exception {
        List<String> arguments = new ArrayList<>(List.of("req", "-x509", "-nodes", "-newkey", algorithm));
        arguments.addAll(List.of(options));
        arguments.addAll(List.of("-subj", "/CN=other", "-days", "1", "-keyout", "key.pem", "-out", "cert.pem"));
        Process process = openssl(arguments.toArray(String[]::new));
        String said = new String(process.getInputStream().readAllBytes(), ISO_8859_1);

        assertTrue(process.waitFor(30, TimeUnit.SECONDS), "openssl req does not end");
        assertEquals(0, process.exitValue(), said);
    }

    private DtlsFingerprint fingerprint() throws Exception {
        try (InputStream file = Files.newInputStream(folder.resolve("cert.pem"))) {
            return DtlsFingerprint.of(CertificateFactory.getInstance("X.509")
                    .generateCertificate(file)
                    .getEncoded());
        }
    }

    /** The first group of the first line that a process prints and that has the pattern in it. */
    private static String find(Pattern pattern, Process process) throws IOException {
        var lines = new BufferedReader(new InputStreamReader(process.getInputStream(), ISO_8859_1));
        List<String> said = new ArrayList<>();
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            said.add(line);
            Matcher found = pattern.matcher(line);
            if (found.find()) {
                return found.group(1);
            }
        }
        throw new AssertionError("openssl says nothing of the kind: " + said);
    }

    private void send(ByteBuffer datagram) {
        byte[] bytes = new byte[datagram.remaining()];
        datagram.get(bytes);
        try {
            socket.send(new DatagramPacket(bytes, bytes.length, other));
        } catch (SocketException e) {
            // the test is over
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private void receiveFor(DtlsSession session) {
        Thread thread = new Thread(
                () -> {
                    var packet = new DatagramPacket(new byte[2000], 2000);
                    try {
                        while (true) {
                            packet.setLength(2000);
                            socket.receive(packet);
                            other = packet.getSocketAddress();
                            session.record(ByteBuffer.wrap(packet.getData(), 0, packet.getLength()));
                        }
                    } catch (IOException e) {
                        // the test is over
                    }
                },
                "openssl-test");
        thread.setDaemon(true);
        thread.start();
    }
}
