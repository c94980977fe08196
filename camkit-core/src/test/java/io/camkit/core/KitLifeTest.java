package io.camkit.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.camkit.CamkitException;
import io.camkit.testkit.FrameLeaks;
import io.camkit.testkit.ScriptedSourceSpec;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What a kit owns, shares and ends. */
class KitLifeTest {
    @RegisterExtension
    @Order(1)
    final FrameLeaks leaks = FrameLeaks.check();

    private final AtomicInteger made = new AtomicInteger();
    private final AtomicInteger closed = new AtomicInteger();

    @RegisterExtension
    final ManualKit manual = new ManualKit(leaks, TestPlugins.service(made, closed));

    @Test
    void aServiceIsMadeWhenFirstAskedForAndClosedWithTheKit() {
        assertEquals(0, made.get());
        var shared = manual.kit.service(TestPlugins.Shared.class).orElseThrow();
        assertSame(shared, manual.kit.service(TestPlugins.Shared.class).orElseThrow());
        assertEquals(1, made.get());

        manual.whileWorking(manual.kit::close);

        assertEquals(1, closed.get());
    }

    @Test
    void aServiceThatNobodyAskedForIsNeverMade() {
        manual.whileWorking(manual.kit::close);

        assertEquals(0, made.get());
    }

    @Test
    void whatTheApplicationProvidesIsUsedAndNotClosed() {
        var own = new TestPlugins.Shared(closed);
        manual.kit.provide(TestPlugins.Shared.class, own);

        assertSame(own, manual.kit.service(TestPlugins.Shared.class).orElseThrow());
        manual.whileWorking(manual.kit::close);
        assertEquals(0, made.get());
        assertEquals(0, closed.get());
    }

    @Test
    void aServiceThatNobodyOffersIsAbsent() {
        assertEquals(Optional.empty(), manual.kit.service(Runnable.class));
    }

    @Test
    void noServiceIsMadeForAClosedKit() {
        manual.whileWorking(manual.kit::close);

        assertEquals(Optional.empty(), manual.kit.service(TestPlugins.Shared.class));
        assertEquals(0, made.get());
    }

    @Test
    void aClosedKitStartsNoCamera() {
        manual.whileWorking(manual.kit::close);

        var setup = manual.kit.camera("door").from(ScriptedSourceSpec.h264());
        assertEquals(
                "CK-1006", assertThrows(CamkitException.class, setup::start).code());
    }

    @Test
    void closingTheKitClosesEveryCamera() {
        var sources = List.of(
                ScriptedSourceSpec.h264().frames(1000),
                ScriptedSourceSpec.jpeg().frames(1000),
                ScriptedSourceSpec.h264().ends());
        for (int i = 0; i < sources.size(); i++) {
            manual.kit.camera("cam-" + i).from(sources.get(i)).start();
        }
        manual.advance(Duration.ofSeconds(1));

        manual.whileWorking(manual.kit::close);

        assertEquals(List.of(), manual.kit.cameras());
        assertEquals(1, sources.get(0).stopped());
        assertEquals(1, sources.get(1).stopped());
        assertEquals(0, leaks.live());
    }

    @Test
    void theKitsTimeIsTheOneItWasGiven() {
        assertSame(manual.clock, manual.kit.clock());
    }

    @Test
    void theKitsTimeIsTheMachinesOtherwise() {
        try (var clock = new SystemClock()) {
            long before = clock.nanos();
            var due = new java.util.concurrent.CountDownLatch(1);
            clock.schedule(Duration.ofMillis(5), () -> {
                throw new IllegalStateException("a task that fails stops no other");
            });
            clock.schedule(Duration.ofMillis(10), due::countDown);
            clock.schedule(Duration.ofMillis(10), () -> closed.set(100)).cancel();
            assertInstanceOf(Boolean.class, await(due));
            org.junit.jupiter.api.Assertions.assertTrue(
                    clock.nanos() - before >= Duration.ofMillis(10).toNanos());
            assertEquals(0, closed.get());
        }
    }

    private static Object await(java.util.concurrent.CountDownLatch latch) {
        try {
            return latch.await(10, java.util.concurrent.TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            return e;
        }
    }
}
