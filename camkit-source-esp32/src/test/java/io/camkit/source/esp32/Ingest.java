package io.camkit.source.esp32;

import static org.junit.jupiter.api.Assertions.fail;

import io.camkit.CamKit;
import io.camkit.Camera;
import io.camkit.KitOptions;
import io.camkit.Secret;
import io.camkit.SourceSpec;
import io.camkit.State;
import io.camkit.StreamStatus;
import io.camkit.http.Access;
import io.camkit.http.Action;
import io.camkit.http.CamHttp;
import io.camkit.http.HttpOptions;
import io.camkit.testkit.devices.FakeEsp32;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;

/** A kit with an HTTP server on loopback, whose visitors need tokens, and what devices need to find it. */
final class Ingest implements AutoCloseable {
    /** The token of every camera here that has one. */
    static final String TOKEN = "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f";

    static final String OTHER_TOKEN = "ff".repeat(32);
    static final String PUSHER = "pusher-0123456789abcdef";
    private static final int PATIENCE_TENTHS = 200;

    final CamKit kit;
    final CamHttp http;

    Ingest() {
        this(KitOptions.standard());
    }

    Ingest(KitOptions options) {
        kit = CamKit.create(options);
        http = CamHttp.on(
                kit,
                HttpOptions.loopback(0)
                        .withAccess(Access.tokens(List.of(
                                new Access.Token("pusher", Secret.of(PUSHER), Set.of("*"), Set.of(Action.INGEST))))));
        http.start();
    }

    static Esp32 spec() {
        return Esp32.device().token(Secret.of(TOKEN));
    }

    Camera camera(String id) {
        return camera(id, spec());
    }

    /** A camera that waits for its device, or has it. */
    Camera camera(String id, SourceSpec spec) {
        Camera camera = kit.camera(id).from(spec).start();
        await("the camera's route", () -> status(camera).error().isPresent() || camera.state() == State.RUNNING);
        return camera;
    }

    InetSocketAddress address() {
        return new InetSocketAddress("127.0.0.1", http.port());
    }

    /** A device of the camera {@code camera}, switched off. */
    FakeEsp32 device(String camera) {
        return FakeEsp32.of(address(), camera).token(TOKEN);
    }

    static StreamStatus status(Camera camera) {
        return camera.streams().get(0);
    }

    /** Waits until the camera has taken so many frames. */
    static void awaitFrames(Camera camera, long frames) {
        await(frames + " frames", () -> status(camera).framesIn() >= frames);
    }

    long metric(String name, String label) {
        return kit.metrics().samples().stream()
                .filter(sample -> sample.name().equals(name) && sample.labels().containsValue(label))
                .mapToLong(sample -> (long) sample.value())
                .sum();
    }

    static void await(String what, BooleanSupplier done) {
        Object nobody = new Object();
        try {
            for (int i = 0; i < PATIENCE_TENTHS * 5; i++) {
                if (done.getAsBoolean()) {
                    return;
                }
                synchronized (nobody) {
                    nobody.wait(20);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        fail(what + " not within 20 s");
    }

    @Override
    public void close() {
        http.close();
        kit.close();
    }
}
