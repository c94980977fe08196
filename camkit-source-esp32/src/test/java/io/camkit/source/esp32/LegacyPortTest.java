package io.camkit.source.esp32;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.camkit.Camera;
import io.camkit.DeviceCommands;
import io.camkit.Secret;
import io.camkit.testkit.FrameLeaks;
import io.camkit.testkit.ManualClock;
import io.camkit.testkit.TestKits;
import io.camkit.testkit.devices.FakeEsp32;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LegacyPortTest {
    @RegisterExtension
    final FrameLeaks leaks = FrameLeaks.check();

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private static FakeEsp32 device(int port) {
        return FakeEsp32.legacy(new InetSocketAddress("127.0.0.1", port), "/any/path?x=1");
    }

    @Test
    void anOldDeviceSendsPicturesWithoutLoggingIn() throws Exception {
        int port = freePort();
        try (Ingest ingest = new Ingest(TestKits.real(leaks));
                FakeEsp32 device = device(port).header("Sec-WebSocket-Protocol", "arduino")) {
            Camera old = ingest.camera("old", Esp32.device().legacyPort(port));
            device.start();
            Ingest.awaitFrames(old, 3);

            assertEquals(
                    "plain WebSocket at a legacy port, from 127.0.0.1",
                    Ingest.status(old).transport());
            assertTrue(old.capability(DeviceCommands.class).isEmpty());
        }
    }

    @Test
    void credentialsAreAskedForWhereThereAreSome() throws Exception {
        int port = freePort();
        try (Ingest ingest = new Ingest(TestKits.real(leaks));
                FakeEsp32 stranger = device(port);
                FakeEsp32 liar = device(port).basic("cam", "wrong");
                FakeEsp32 friend = device(port).basic("cam", "s3cret:")) {
            Camera old = ingest.camera("old", Esp32.device().legacyPort(port).credentials("cam", Secret.of("s3cret:")));
            stranger.start().awaitHeard("401");
            liar.start().awaitHeard("401");
            assertEquals(0, Ingest.status(old).framesIn());
            friend.start();

            Ingest.awaitFrames(old, 2);
        }
    }

    @Test
    void whoeverGuessesPasswordsWaits() throws Exception {
        int port = freePort();
        try (Ingest ingest = new Ingest(TestKits.real(leaks))) {
            ingest.camera("old", Esp32.device().legacyPort(port).credentials("cam", Secret.of("s3cret:")));
            for (int i = 0; i < 30; i++) {
                assertEquals(401, answer(port, ""), "asking without a password is no guess");
            }
            for (int i = 0; i < 20; i++) {
                assertEquals(401, answer(port, "cam:guess" + i));
            }

            assertEquals(429, answer(port, "cam:s3cret:"));
            assertEquals(1, ingest.metric("camkit_ingest_logins_total", "too_many"));
        }
    }

    @Test
    void whoeverDoesNotFinishHisRequestIsNotWaitedFor() throws Exception {
        int port = freePort();
        ManualClock clock = new ManualClock();
        try (Ingest ingest = new Ingest(TestKits.real(leaks).withClock(clock))) {
            ingest.camera("old", Esp32.device().legacyPort(port));
            try (Socket slow = new Socket("127.0.0.1", port)) {
                slow.setSoTimeout(20);
                slow.getOutputStream().write("GET / HTTP/1.1\r\nHost: ".getBytes(StandardCharsets.US_ASCII));

                assertTrue(isClosed(slow, clock));
            }
        }
    }

    private static boolean isClosed(Socket socket, ManualClock clock) throws IOException {
        for (int turn = 0; turn < 500; turn++) {
            clock.advance(Duration.ofSeconds(1));
            try {
                return socket.getInputStream().read() < 0;
            } catch (SocketTimeoutException e) {
                // not yet
            }
        }
        return false;
    }

    /** The status with which the port answers these Basic credentials, or none. */
    private static int answer(int port, String credentials) throws IOException {
        HttpURLConnection request = (HttpURLConnection)
                URI.create("http://127.0.0.1:" + port + "/").toURL().openConnection();
        request.setConnectTimeout(10_000);
        request.setReadTimeout(10_000);
        if (!credentials.isEmpty()) {
            String encoded = Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.UTF_8));
            request.setRequestProperty("Authorization", "Basic " + encoded);
        }
        try {
            return request.getResponseCode();
        } finally {
            request.disconnect();
        }
    }

    @Test
    void thePortClosesWithItsKit() throws Exception {
        int port = freePort();
        try (Ingest ingest = new Ingest(TestKits.real(leaks));
                FakeEsp32 device = device(port)) {
            Camera old = ingest.camera("old", Esp32.device().legacyPort(port));
            device.start();
            Ingest.awaitFrames(old, 1);
        }

        new ServerSocket(port).close();
    }

    @Test
    void aPortThatIsTakenIsAnErrorOfTheCamera() throws Exception {
        try (ServerSocket taken = new ServerSocket(0);
                Ingest ingest = new Ingest(TestKits.real(leaks))) {
            Camera old = ingest.camera("old", Esp32.device().legacyPort(taken.getLocalPort()));

            Ingest.await(
                    "the error",
                    () -> Ingest.status(old)
                            .error()
                            .filter(error -> error.code().equals("CK-2611"))
                            .isPresent());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "127.0.0.1, true",
        "10.1.2.3, true",
        "172.16.0.1, true",
        "172.32.0.1, false",
        "192.168.1.1, true",
        "169.254.1.1, true",
        "8.8.8.8, false",
        "::1, true",
        "fe80::1, true",
        "fd00::1, true",
        "2001:db8::1, false"
    })
    void onlyPrivateAddressesAreAnswered(String address, boolean answered) throws Exception {
        assertEquals(answered, LegacyPort.isPrivate(InetAddress.getByName(address)));
    }

    @Test
    void aLegacyPortIsOffUnlessItIsAskedFor() {
        assertFalse(Esp32.device().legacyPort().isPresent());
    }
}
