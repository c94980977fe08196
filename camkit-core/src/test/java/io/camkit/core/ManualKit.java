package io.camkit.core;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.camkit.CamKit;
import io.camkit.Camera;
import io.camkit.KitOptions;
import io.camkit.SourceSpec;
import io.camkit.StreamStatus;
import io.camkit.spi.Plugin;
import io.camkit.testkit.FrameLeaks;
import io.camkit.testkit.ManualClock;
import io.camkit.testkit.TestKits;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** A kit whose time and threads the test turns by hand, closed after each test. */
final class ManualKit implements AfterEachCallback {
    final ManualClock clock = new ManualClock();
    final CamKit kit;

    ManualKit(FrameLeaks leaks, Plugin... plugins) {
        this(leaks, options -> options, plugins);
    }

    ManualKit(FrameLeaks leaks, UnaryOperator<KitOptions> change, Plugin... plugins) {
        kit = CamKit.create(change.apply(TestKits.manual(clock, leaks, plugins)));
    }

    /** A camera called `door` with this source, its workers run once. */
    Camera start(SourceSpec source) {
        Camera camera = kit.camera("door").from(source).start();
        clock.runPending();
        return camera;
    }

    void advance(Duration time) {
        clock.advance(time);
    }

    StreamStatus main() {
        return kit.find("door").orElseThrow().streams().get(0);
    }

    double metric(String name, String... labels) {
        return kit.metrics().samples().stream()
                .filter(sample -> sample.name().equals(name))
                .filter(sample -> {
                    for (int i = 0; i < labels.length; i += 2) {
                        if (!labels[i + 1].equals(sample.labels().get(labels[i]))) {
                            return false;
                        }
                    }
                    return true;
                })
                .mapToDouble(sample -> sample.value())
                .sum();
    }

    /** Runs something that waits for the kit's workers, which are run meanwhile. */
    void whileWorking(Runnable waits) {
        CompletableFuture<Void> done = CompletableFuture.runAsync(waits);
        for (int round = 0; !done.isDone(); round++) {
            assertTrue(round < 10_000, "it never ends");
            clock.runPending();
            try {
                done.get(1, TimeUnit.MILLISECONDS);
            } catch (TimeoutException e) {
                assertFalse(done.isCancelled());
            } catch (Exception e) {
                throw new AssertionError(e);
            }
        }
        clock.runPending();
    }

    @Override
    public void afterEach(ExtensionContext context) {
        whileWorking(kit::close);
    }
}
