package io.camkit.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.camkit.CamKit;
import io.camkit.SourceSpec;
import io.camkit.spi.Source;
import io.camkit.spi.SourceContext;
import io.camkit.testkit.FakeCamera;
import io.camkit.testkit.FrameLeaks;
import io.camkit.testkit.TestKits;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Plugins that never return: whoever closes the kit does not wait for them. */
class HangingPluginsTest {
    /** Three seconds are promised; the rest is a slow machine. */
    private static final Duration PATIENCE = Duration.ofSeconds(8);

    @RegisterExtension
    @Order(1)
    final FrameLeaks leaks = FrameLeaks.check();

    @RegisterExtension
    final CapturedLog log = new CapturedLog();

    private final CountDownLatch never = new CountDownLatch(1);
    private final CountDownLatch called = new CountDownLatch(1);

    @AfterEach
    void letGo() {
        never.countDown();
    }

    private void hang() {
        called.countDown();
        boolean interrupted = false;
        while (never.getCount() > 0) {
            try {
                never.await();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private SourceSpec source(Runnable start, Runnable stop) {
        return new SourceSpec() {
            @Override
            public String describe() {
                return "hanging:camera";
            }

            @Override
            public Source open() {
                return new Source() {
                    @Override
                    public void start(SourceContext context) {
                        start.run();
                    }

                    @Override
                    public void stop() {
                        stop.run();
                    }
                };
            }
        };
    }

    @Test
    void aSourceThatHangsInStopIsNamedAndLeftBehind() {
        CamKit kit = CamKit.create(TestKits.real(leaks));
        kit.camera("door").from(source(() -> {}, this::hang)).start();

        assertTimeoutPreemptively(PATIENCE, kit::close);

        assertEquals(
                1,
                log.lines("CK-1305 camera door: the source hanging:camera did not end")
                        .size());
    }

    @Test
    void aSourceThatHangsInStartKeepsNobodyFromClosing() throws Exception {
        CamKit kit = CamKit.create(TestKits.real(leaks));
        kit.camera("door").from(source(this::hang, () -> {})).start();
        called.await();

        assertTimeoutPreemptively(PATIENCE, kit::close);
    }

    @Test
    void aSinkThatHangsInCloseIsNamedAndLeftBehind() {
        CamKit kit = CamKit.create(TestKits.real(leaks));
        FakeCamera source = FakeCamera.h264();
        kit.camera("door")
                .from(source)
                .to(TestPlugins.sink("stuck", context -> {}, this::hang))
                .start();
        source.key();

        assertTimeoutPreemptively(PATIENCE, kit::close);

        assertEquals(
                1, log.lines("CK-1110 camera door: sink `stuck` did not close").size());
        assertEquals(false, source.running());
    }

    @Test
    void aLentThreadThatIgnoresItsInterruptKeepsNobodyFromClosing() {
        CamKit kit = CamKit.create(TestKits.real(leaks));
        kit.camera("door")
                .from(new SourceSpec() {
                    @Override
                    public String describe() {
                        return "blocking:camera";
                    }

                    @Override
                    public Source open() {
                        return new io.camkit.spi.BlockingSource() {
                            @Override
                            protected void run(SourceContext context) {
                                hang();
                            }
                        };
                    }
                })
                .start();

        assertTimeoutPreemptively(PATIENCE, kit::close);
    }

    @Test
    void oneCameraThatHangsDoesNotDelayAnother() {
        CamKit kit = CamKit.create(TestKits.real(leaks));
        FakeCamera good = FakeCamera.h264();
        for (int i = 0; i < 20; i++) {
            kit.camera("bad-" + i).from(source(this::hang, this::hang)).start();
        }
        kit.camera("good").from(good).start();
        good.key();

        assertTimeoutPreemptively(PATIENCE, kit::close);
        assertEquals(false, good.running());
    }

    @Test
    void workersThatNeverReturnKeepNoSourceFromStartingAndStopping() {
        CamKit kit = CamKit.create(TestKits.real(leaks));
        FakeCamera source = FakeCamera.h264();
        kit.camera("stuck")
                .from(FakeCamera.h264())
                .to(TestPlugins.sink(
                        "stuck",
                        context -> {
                            for (int i = 0; i < 100; i++) {
                                context.workers().execute(this::hang);
                            }
                        },
                        () -> {}))
                .start();
        kit.camera("good").from(source).start();
        source.key();

        assertTimeoutPreemptively(PATIENCE, kit::close);

        assertEquals(false, source.running());
        assertEquals(List.of(), log.lines("CK-1305"));
    }

    @Test
    void threadsThatTheApplicationEndedFirstKeepNoSourceFromStopping() {
        ExecutorService own = Executors.newFixedThreadPool(2);
        CamKit kit = CamKit.create(TestKits.real(leaks).withWorkers(own));
        FakeCamera source = FakeCamera.h264();
        var closed = new CountDownLatch(1);
        kit.camera("door")
                .from(source)
                .to(TestPlugins.sink("polite", context -> {}, closed::countDown))
                .start();
        source.key();
        own.shutdown();

        assertTimeoutPreemptively(PATIENCE, kit::close);

        assertEquals(false, source.running());
        assertEquals(0, closed.getCount());
    }
}
