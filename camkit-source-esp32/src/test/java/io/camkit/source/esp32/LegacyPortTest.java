package io.camkit.source.esp32;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.camkit.Camera;
import io.camkit.DeviceCommands;
import io.camkit.Secret;
import io.camkit.testkit.FrameLeaks;
import io.camkit.testkit.TestKits;
import io.camkit.testkit.devices.FakeEsp32;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
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
