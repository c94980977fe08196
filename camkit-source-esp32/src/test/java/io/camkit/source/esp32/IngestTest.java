package io.camkit.source.esp32;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.camkit.Camera;
import io.camkit.Codec;
import io.camkit.Secret;
import io.camkit.State;
import io.camkit.testkit.FrameLeaks;
import io.camkit.testkit.TestKits;
import io.camkit.testkit.devices.DeviceFault;
import io.camkit.testkit.devices.FakeEsp32;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class IngestTest {
    @RegisterExtension
    final FrameLeaks leaks = FrameLeaks.check();

    private Ingest ingest() {
        return new Ingest(TestKits.real(leaks));
    }

    @Test
    void aDeviceLogsInAndItsPicturesArrive() {
        try (Ingest ingest = ingest();
                FakeEsp32 device = ingest.device("yard")) {
            Camera yard = ingest.camera("yard");
            device.start();
            Ingest.awaitFrames(yard, 3);

            var status = Ingest.status(yard);
            assertEquals("WebSocket from 127.0.0.1", status.transport());
            assertEquals(Codec.JPEG, status.tracks().get(0).codec());
            assertEquals(16, status.tracks().get(0).width());
            assertEquals(1, ingest.metric("camkit_ingest_logins_total", "logged_in"));
        }
    }

    @Test
    void aCameraSaysWhatItWaitsFor() {
        try (Ingest ingest = ingest()) {
            Camera yard = ingest.camera("yard");
            Ingest.await("the reason", () -> Ingest.status(yard).error().isPresent());

            assertEquals(State.STARTING, yard.state());
            assertEquals("CK-2603", Ingest.status(yard).error().orElseThrow().code());
        }
    }

    @Test
    void aDeviceThatStartsAnewIsTakenAgain() {
        try (Ingest ingest = ingest();
                FakeEsp32 device = ingest.device("yard")) {
            Camera yard = ingest.camera("yard");
            device.start();
            Ingest.awaitFrames(yard, 1);
            device.suffer(DeviceFault.REBOOT);
            Ingest.await("the end", () -> yard.state() != State.RUNNING);
            device.recover();
            Ingest.await("the second life", () -> device.connections() >= 2);
            long before = Ingest.status(yard).framesIn();
            Ingest.awaitFrames(yard, before + 3);

            Ingest.await("running", () -> yard.state() == State.RUNNING);
        }
    }

    @Test
    void aDeviceThatComesBackTakesThePlaceOfItsDeadConnection() {
        try (Ingest ingest = ingest();
                FakeEsp32 device = ingest.device("yard")) {
            Camera yard = ingest.camera("yard");
            device.start();
            Ingest.awaitFrames(yard, 2);
            device.suffer(DeviceFault.HALF_OPEN);
            device.recover();
            Ingest.await("the second life", () -> device.connections() >= 2);
            long before = Ingest.status(yard).framesIn();
            Ingest.awaitFrames(yard, before + 3);

            assertEquals(0, Ingest.status(yard).reconnects(), "the camera did not notice");
        }
    }

    @Test
    void oneDeviceThatCallsTwentyTimesIsOneDevice() {
        try (Ingest ingest = ingest();
                FakeEsp32 device = ingest.device("yard")) {
            Camera yard = ingest.camera("yard");
            var dead = new ArrayList<HandClient>();
            for (int i = 0; i < 20; i++) {
                HandClient client = HandClient.at(ingest, "yard");
                dead.add(client.login(Proofs.of(Ingest.TOKEN, "yard", client.nonce())));
            }
            device.start();
            Ingest.awaitFrames(yard, 5);

            dead.forEach(client -> {
                assertTrue(client.next().contains("welcome"));
                assertTrue(client.next().startsWith("close 4409"));
            });
        }
    }

    @Test
    void fiftyDevicesMayCallAtOnce() {
        List<FakeEsp32> devices = new ArrayList<>();
        try (Ingest ingest = ingest()) {
            for (int i = 0; i < 50; i++) {
                ingest.camera("cam-" + i);
                devices.add(ingest.device("cam-" + i).at(2));
            }
            devices.forEach(FakeEsp32::start);

            ingest.kit.cameras().forEach(camera -> Ingest.awaitFrames(camera, 2));
            assertEquals(50, ingest.metric("camkit_ingest_logins_total", "logged_in"));
        } finally {
            devices.forEach(FakeEsp32::close);
        }
    }

    @Test
    void aDeviceThatCallsBeforeItsAttemptIsParked() throws Exception {
        try (Ingest ingest = ingest();
                FakeEsp32 device = ingest.device("yard")) {
            Camera yard = ingest.camera("yard");
            device.start();
            Ingest.awaitFrames(yard, 1);
            // the attempt ends with the connection; the device calls again before the next one begins
            device.breakOff();
            Ingest.await("the second life", () -> device.connections() >= 2);
            long before = Ingest.status(yard).framesIn();
            Ingest.awaitFrames(yard, before + 3);

            assertEquals(2, device.connections(), "it was let in at once, and kept");
        }
    }

    @Test
    void whatIsNoWholePictureIsCountedAndTheConnectionGoesOn() {
        try (Ingest ingest = ingest();
                FakeEsp32 device = ingest.device("yard")) {
            Camera yard = ingest.camera("yard");
            device.suffer(DeviceFault.GARBAGE);
            device.start();
            Ingest.awaitFrames(yard, 3);

            assertEquals(1, ingest.metric("camkit_source_dropped_total", "malformed"));
            assertEquals(1, ingest.metric("camkit_source_dropped_total", "truncated"));
            assertEquals(1, device.connections());
        }
    }

    @Test
    void aDeviceThatSendsNoPicturesAtAllIsSentAway() {
        try (Ingest ingest = ingest();
                FakeEsp32 device = ingest.device("yard").sending(List.of(new byte[100]))) {
            Camera yard = ingest.camera("yard");
            device.start();

            device.awaitHeard("1007");
            Ingest.await(
                    "the reason",
                    () -> Ingest.status(yard)
                            .error()
                            .filter(error -> error.code().equals("CK-2605"))
                            .isPresent());
        }
    }

    @Test
    void anotherResolutionIsAnotherTrack() {
        try (Ingest ingest = ingest();
                FakeEsp32 device = ingest.device("yard")) {
            Camera yard = ingest.camera("yard");
            device.start();
            Ingest.awaitFrames(yard, 2);
            device.suffer(DeviceFault.RESOLUTION_CHANGE);

            Ingest.await("32 pixels", () -> Ingest.status(yard).tracks().get(0).width() == 32);
            assertEquals(0, Ingest.status(yard).reconnects());
        }
    }

    @Test
    void closingTheCameraEndsTheConnection() {
        try (Ingest ingest = ingest();
                FakeEsp32 device = ingest.device("yard")) {
            Camera yard = ingest.camera("yard");
            device.start();
            Ingest.awaitFrames(yard, 1);
            yard.close();

            device.awaitHeard("1001");
        }
    }

    @Test
    void aCameraThatGetsAnotherTokenLetsItsOldDeviceGo() {
        try (Ingest ingest = ingest();
                FakeEsp32 old = ingest.device("yard");
                FakeEsp32 fresh = FakeEsp32.of(ingest.address(), "yard").token(Ingest.OTHER_TOKEN)) {
            Camera before = ingest.camera("yard");
            old.start();
            Ingest.awaitFrames(before, 1);
            before.close();
            Camera after = ingest.camera("yard", Esp32.device().token(Secret.of(Ingest.OTHER_TOKEN)));

            old.awaitHeard("4401");
            fresh.start();
            Ingest.awaitFrames(after, 2);
        }
    }

    @Test
    void twoDevicesWithOneTokenTakeTurns() {
        try (Ingest ingest = ingest();
                FakeEsp32 one = ingest.device("yard");
                FakeEsp32 other = ingest.device("yard")) {
            Camera yard = ingest.camera("yard");
            one.start();
            Ingest.awaitFrames(yard, 1);
            other.start();

            one.awaitHeard("4409");
            other.awaitHeard("4409");
            assertEquals(State.RUNNING, yard.state());
        }
    }

    @Test
    void camerasDoNotMeet() {
        try (Ingest ingest = ingest();
                FakeEsp32 one = ingest.device("one");
                FakeEsp32 other = ingest.device("other")) {
            Camera first = ingest.camera("one");
            Camera second = ingest.camera("other");
            one.start();
            Ingest.awaitFrames(first, 3);

            assertEquals(0, Ingest.status(second).framesIn());
            other.start();
            Ingest.awaitFrames(second, 3);
        }
    }
}
