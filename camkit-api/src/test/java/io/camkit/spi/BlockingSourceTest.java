package io.camkit.spi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.camkit.CamkitException;
import io.camkit.CamkitException.Retry;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class BlockingSourceTest {
    private final List<CamkitException> ends = new ArrayList<>();
    private final List<Runnable> lent = new ArrayList<>();
    private final SourceContext context = context();

    private interface Run {
        void run() throws InterruptedException;
    }

    @Test
    void startReturnsAndTheRunGoesOnALentThread() {
        List<String> ran = new ArrayList<>();
        source(() -> ran.add("ran")).start(context);
        assertEquals(List.of(), ran);

        lent.get(0).run();

        assertEquals(List.of("ran"), ran);
        assertEnd("CK-1302", Retry.RETRY);
    }

    @Test
    void stoppingInterruptsTheRun() throws InterruptedException {
        CountDownLatch running = new CountDownLatch(1);
        BlockingSource source = source(() -> {
            running.countDown();
            new CountDownLatch(1).await();
        });
        source.start(context);
        Thread thread = new Thread(lent.get(0));
        thread.start();
        running.await();
        source.stop();
        source.stop();
        thread.join();

        assertEnd("CK-1302", Retry.RETRY);
    }

    @Test
    void stoppingBeforeTheThreadBeginsSkipsTheRun() {
        List<String> ran = new ArrayList<>();
        BlockingSource source = source(() -> ran.add("ran"));
        source.start(context);
        source.stop();

        lent.get(0).run();

        assertEquals(List.of(), ran);
        assertEnd("CK-1302", Retry.RETRY);
    }

    @Test
    void theLentThreadComesBackWithoutAnInterrupt() {
        BlockingSource[] self = new BlockingSource[1];
        self[0] = source(() -> self[0].stop());
        self[0].start(context);

        lent.get(0).run();

        assertFalse(Thread.currentThread().isInterrupted());
    }

    @Test
    void stoppingAfterTheEndInterruptsNobody() {
        BlockingSource source = source(() -> {});
        source.start(context);
        lent.get(0).run();
        source.stop();

        assertFalse(Thread.currentThread().isInterrupted());
        assertEquals(1, ends.size());
    }

    @Test
    void whatTheRunSaysIsWhyItEnded() {
        source(() -> {
                    throw new CamkitException("CK-2301", "no clip", "", "choose another", Retry.GIVE_UP);
                })
                .start(context);
        lent.get(0).run();

        assertEnd("CK-2301", Retry.GIVE_UP);
    }

    @Test
    void aFaultIsAnEndLikeAnyOther() {
        source(() -> {
                    throw new IllegalStateException("broken");
                })
                .start(context);
        lent.get(0).run();

        assertEnd("CK-1301", Retry.RETRY);
        assertTrue(ends.get(0).getCause() instanceof IllegalStateException);
    }

    @Test
    void aMissingClassIsAnEndLikeAnyOther() {
        source(() -> {
                    throw new NoClassDefFoundError("org/example/Native");
                })
                .start(context);
        lent.get(0).run();

        assertEnd("CK-1301", Retry.RETRY);
    }

    private void assertEnd(String code, Retry retry) {
        assertEquals(1, ends.size());
        assertEquals(code, ends.get(0).code());
        assertEquals(retry, ends.get(0).retry());
    }

    private static BlockingSource source(Run run) {
        return new BlockingSource() {
            @Override
            protected void run(SourceContext context) throws InterruptedException {
                run.run();
            }
        };
    }

    /** A context that keeps what is lent and said, and has nothing else. */
    private SourceContext context() {
        return (SourceContext) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {SourceContext.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("lendThread")) {
                        lent.add((Runnable) arguments[0]);
                    } else if (method.getName().equals("ended")) {
                        ends.add((CamkitException) arguments[0]);
                    }
                    return null;
                });
    }
}
