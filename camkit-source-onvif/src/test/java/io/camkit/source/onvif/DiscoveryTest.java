package io.camkit.source.onvif;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.camkit.CamKit;
import io.camkit.KitOptions;
import io.camkit.net.LoopsProvider;
import io.camkit.testkit.FakeOnvif;
import io.camkit.testkit.FakeOnvifDiscovery;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Looking for cameras on loopback. */
class DiscoveryTest {
    private static final Duration TIME = Duration.ofMillis(500);
    private static final UnaryOperator<String> DOOR =
            FakeOnvifDiscovery.camera("http://0.0.0.0:8080/onvif/device_service", "Front%20door", "M3045");

    private final CamKit kit =
            CamKit.create(KitOptions.standard().withOnlyPlugins(List.of(new LoopsProvider(), new SoapHttpProvider())));

    @AfterEach
    void endKit() {
        kit.close();
    }

    private static List<OnvifDevice> result(CompletionStage<List<OnvifDevice>> search) {
        return search.toCompletableFuture().orTimeout(20, TimeUnit.SECONDS).join();
    }

    private List<OnvifDevice> found(List<UnaryOperator<String>> answers) {
        try (FakeOnvifDiscovery cameras = FakeOnvifDiscovery.unicast(answers)) {
            return result(Discovery.of(kit).at(cameras.address(), TIME));
        }
    }

    @Test
    void aCameraIsWhereItsAnswerCameFromAndThereOnce() {
        assertEquals(
                List.of(
                        new OnvifDevice("onvif://127.0.0.1:8080/onvif/device_service", "Front door", "M3045"),
                        new OnvifDevice("onvif://127.0.0.1/x", "", "")),
                found(List.of(DOOR, DOOR, FakeOnvifDiscovery.camera("https://cam/x http://cam/x", "", ""))));
    }

    @Test
    void aCameraInAMulticastGroupAnswers() throws Exception {
        NetworkInterface loopback = NetworkInterface.getByInetAddress(InetAddress.getLoopbackAddress());
        try (FakeOnvifDiscovery cameras = FakeOnvifDiscovery.multicast("239.255.255.250", List.of(DOOR))) {
            List<OnvifDevice> found = result(Discovery.of(kit).in(List.of(loopback), cameras.address(), TIME));

            assertEquals(1, found.size());
        }
    }

    @Test
    void nonsenseAndAnswersToOtherQuestionsAreLeftOut() {
        assertEquals(
                List.of(),
                found(List.of(
                        id -> "nonsense",
                        id -> "<!DOCTYPE a><a/>",
                        id -> DOOR.apply("uuid:other"),
                        FakeOnvifDiscovery.camera("https://cam/x", "", ""),
                        FakeOnvifDiscovery.camera("http:opaque", "", ""),
                        FakeOnvifDiscovery.camera("http:0//10.0.0.5/x", "", ""),
                        FakeOnvifDiscovery.camera("http://[", "", ""))));
    }

    @Test
    void aFloodOfCamerasIsCutOff() {
        List<UnaryOperator<String>> flood = IntStream.range(1, 400)
                .mapToObj(i -> FakeOnvifDiscovery.camera("http://cam:" + i + "/", "", ""))
                .toList();

        assertFalse(found(flood).size() > 256);
    }

    @Test
    void whatWasFoundCanBeInspected() {
        try (FakeOnvif camera = FakeOnvif.start()) {
            String service = "http://10.9.9.9:" + camera.address().getPort() + "/onvif/device_service";
            OnvifDevice device =
                    found(List.of(FakeOnvifDiscovery.camera(service, "a", "b"))).get(0);
            OnvifCamera about = Onvif.at(device.address()).inspect(kit);

            assertEquals("Fake & Co", about.model());
            assertEquals(
                    new OnvifCamera.Profile("main", "Main stream", "H264", 1280, 720, true),
                    about.profiles().get(0));
        }
    }
}
