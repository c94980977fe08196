package io.camkit.source.esp32;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.camkit.Camera;
import io.camkit.KitOptions;
import io.camkit.Secret;
import io.camkit.testkit.FrameLeaks;
import io.camkit.testkit.ManualClock;
import io.camkit.testkit.TestKits;
import io.camkit.testkit.devices.FakeEsp32;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class LoginTest {
    private static final String REFUSED = "close 4401 refused";

    @RegisterExtension
    final FrameLeaks leaks = FrameLeaks.check();

    private Ingest ingest() {
        Ingest ingest = new Ingest(TestKits.real(leaks));
        ingest.camera("yard");
        return ingest;
    }

    @Test
    void aProofOfTheTokenOpensTheCamera() {
        try (Ingest ingest = ingest()) {
            HandClient client = HandClient.at(ingest, "yard");

            assertTrue(client.login(Proofs.of(Ingest.TOKEN, "yard", client.nonce()))
                    .next()
                    .contains("\"welcome\""));
        }
    }

    @Test
    void aWrongTokenAndACameraThatThereIsNotAreAnsweredAlike() {
        try (Ingest ingest = ingest()) {
            for (String camera : new String[] {"yard", "nowhere", "%20x"}) {
                HandClient client = HandClient.at(ingest, camera);

                assertEquals(
                        REFUSED,
                        client.login(Proofs.of(Ingest.OTHER_TOKEN, camera, client.nonce()))
                                .next(),
                        camera);
            }
        }
    }

    @Test
    void aLoginThatWasSeenIsWorthNothing() {
        try (Ingest ingest = ingest()) {
            HandClient victim = HandClient.at(ingest, "yard");
            String first = victim.nonce();
            String seen = Proofs.of(Ingest.TOKEN, "yard", first);
            victim.login(seen).next();
            HandClient thief = HandClient.at(ingest, "yard");

            assertNotEquals(first, thief.nonce());
            assertEquals(REFUSED, thief.login(seen).next());
        }
    }

    @Test
    void oneCamerasLoginIsNotAnothers() {
        try (Ingest ingest = ingest()) {
            ingest.camera("door");
            HandClient client = HandClient.at(ingest, "door");

            assertEquals(
                    REFUSED,
                    client.login(Proofs.of(Ingest.TOKEN, "yard", client.nonce()))
                            .next());
        }
    }

    @Test
    void whatTheServerStoresOpensNothing() {
        try (Ingest ingest = ingest()) {
            String stored = DeviceKey.of(Secret.of(Ingest.TOKEN)).stored().substring("sha256:".length());
            HandClient client = HandClient.at(ingest, "yard");
            assertEquals(
                    REFUSED,
                    client.login(Proofs.of(stored, "yard", client.nonce())).next());

            HandClient bearer = HandClient.at(ingest, "yard");
            bearer.nonce();
            assertEquals(
                    REFUSED,
                    bearer.text("{\"type\":\"login\",\"token\":\"" + stored + "\"}")
                            .next());
        }
    }

    @Test
    void theTokenItselfIsTakenOnLoopback() {
        try (Ingest ingest = ingest();
                FakeEsp32 device = FakeEsp32.of(ingest.address(), "yard").bearerToken(Ingest.TOKEN)) {
            device.start();

            Ingest.awaitFrames(ingest.kit.find("yard").orElseThrow(), 2);
        }
    }

    @Test
    void aVisitorWithTheRightToIngestNeedsNoLogin() {
        try (Ingest ingest = ingest();
                FakeEsp32 device =
                        FakeEsp32.of(ingest.address(), "yard").header("Authorization", "Bearer " + Ingest.PUSHER)) {
            Camera yard = ingest.kit.find("yard").orElseThrow();
            device.start();
            Ingest.awaitFrames(yard, 2);
            ingest.http.revoke("pusher");

            device.awaitHeard("1008");
        }
    }

    @Test
    void aVisitorWithTheRightIsToldThatACameraExpectsNobody() {
        try (Ingest ingest = ingest()) {
            HandClient client = HandClient.at(ingest, "other", "Authorization", "Bearer " + Ingest.PUSHER);
            client.next();

            assertTrue(client.next().startsWith("close 4404"));
        }
    }

    @Test
    void aCameraWithoutATokenIsOpenToNoStranger() {
        try (Ingest ingest = ingest()) {
            ingest.camera("bare", Esp32.device());
            HandClient client = HandClient.at(ingest, "bare");

            assertEquals(
                    REFUSED,
                    client.login(Proofs.of(Ingest.TOKEN, "bare", client.nonce()))
                            .next());
        }
    }

    @Test
    void aDevicesTokenDoesNothingElse() throws Exception {
        try (Ingest ingest = ingest()) {
            HttpResponse<String> answer = HttpClient.newHttpClient()
                    .send(
                            HttpRequest.newBuilder(
                                            URI.create("http://127.0.0.1:" + ingest.http.port() + "/api/cameras"))
                                    .header("Authorization", "Bearer " + Ingest.TOKEN)
                                    .timeout(Duration.ofSeconds(20))
                                    .build(),
                            HttpResponse.BodyHandlers.ofString());

            assertEquals(401, answer.statusCode());
        }
    }

    @Test
    void twentyWrongTokensCloseTheDoor() {
        try (Ingest ingest = ingest()) {
            for (int i = 0; i < 20; i++) {
                HandClient client = HandClient.at(ingest, "yard");
                client.nonce();
                assertEquals(REFUSED, client.login("00".repeat(32)).next());
            }

            assertTrue(HandClient.at(ingest, "yard").next().startsWith("close 4429"));
        }
    }

    @Test
    void aPictureBeforeTheLoginIsRefused() {
        try (Ingest ingest = ingest()) {
            HandClient client = HandClient.at(ingest, "yard");
            client.nonce();

            assertTrue(client.binary(new byte[100]).next().startsWith("close 4400"));
        }
    }

    @Test
    void aStrangerMaySendLittle() {
        try (Ingest ingest = ingest()) {
            HandClient client = HandClient.at(ingest, "yard");
            client.nonce();

            assertTrue(client.binary(new byte[2000]).next().startsWith("close 1009"));
        }
    }

    private static HandClient loggedIn(Ingest ingest) {
        HandClient client = HandClient.at(ingest, "yard");
        client.login(Proofs.of(Ingest.TOKEN, "yard", client.nonce())).next();
        return client;
    }

    @Test
    void aDeviceMaySendEightMebibytesAndNoMore() {
        try (Ingest ingest = ingest()) {
            HandClient client = loggedIn(ingest);
            client.binary(new byte[8 << 20]);
            client.tooMuch(new byte[(8 << 20) + 1]);

            // the reason may get lost behind what the client still sends
            String end = client.next();
            assertTrue(end.startsWith("close 1009") || end.startsWith("error"), end);
            Ingest.await("the count", () -> ingest.metric("camkit_source_dropped_total", "malformed") == 1);
        }
    }

    @Test
    void aDevicesWordsAreShort() {
        try (Ingest ingest = ingest()) {
            HandClient client = loggedIn(ingest);
            assertTrue(
                    client.text("{\"why\":\"" + "x".repeat(1024) + "\"}").next().startsWith("close 4400"));
        }
    }

    @Test
    void aMessageThatIsNoLoginIsRefused() {
        try (Ingest ingest = ingest()) {
            for (String message :
                    new String[] {"hello", "{}", "{\"type\":\"login\"}", "{\"type\":\"login\",\"proof\":{}}"}) {
                HandClient client = HandClient.at(ingest, "yard");
                client.nonce();

                assertTrue(client.text(message).next().startsWith("close 4400"), message);
            }
        }
    }

    @Test
    void whoDoesNotLogInIsSentAway() {
        var clock = new ManualClock();
        try (Ingest ingest = new Ingest(KitOptions.standard().withClock(clock))) {
            Camera yard = ingest.camera("yard");
            Ingest.await("the route", () -> Ingest.status(yard).error().isPresent());
            HandClient client = HandClient.at(ingest, "yard");
            client.nonce();
            clock.advance(Duration.ofSeconds(10));

            assertTrue(client.next().startsWith("close 4408"));
        }
    }
}
