package io.camkit.codec.javacv;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.camkit.spi.Nullable;
import io.camkit.testkit.FrameLeaks;
import io.camkit.testkit.SourceProbe;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class InlineReadingTest {
    @RegisterExtension
    final FrameLeaks leaks = FrameLeaks.check();

    private final Deaf deaf = new Deaf();
    private final Heard heard = new Heard();

    @Test
    void nobodyWaitsForOneThatDoesNotHearThatItIsOver() throws Exception {
        try (SourceProbe probe = SourceProbe.over(leaks)) {
            InlineReading reading = new InlineReading(deaf, () -> {}, probe);
            reading.abandon();

            assertThrows(InterruptedException.class, () -> reading.run(heard));
            deaf.mayGoOn.countDown();
        }
    }

    @Test
    void nothingIsHeardOfOneThatGoesOnAfterItWasAbandoned() throws Exception {
        try (SourceProbe probe = SourceProbe.over(leaks)) {
            InlineReading reading = new InlineReading(deaf, () -> {}, probe);
            reading.abandon();
            assertThrows(InterruptedException.class, () -> reading.run(heard));

            deaf.mayGoOn.countDown();
            assertTrue(deaf.over.await(10, TimeUnit.SECONDS));
        }
        assertEquals(List.of(), heard.calls);
    }

    @Test
    void whatItsListenerThrowsIsItsEnd() throws Exception {
        try (SourceProbe probe = SourceProbe.over(leaks)) {
            deaf.mayGoOn.countDown();
            heard.refusal = new IllegalStateException("no video");

            assertEquals(
                    "no video",
                    assertThrows(IllegalStateException.class, () -> new InlineReading(deaf, () -> {}, probe).run(heard))
                            .getMessage());
        }
    }

    /** Reads one packet, when it may, and gives up for nobody. */
    private static final class Deaf implements Reading {
        private final CountDownLatch mayGoOn = new CountDownLatch(1);
        private final CountDownLatch over = new CountDownLatch(1);

        @Override
        public void run(InputListener listener) throws InterruptedException {
            try {
                mayGoOn.await();
                listener.opened(true);
                listener.packet(0, 0, 0, ByteBuffer.allocateDirect(1));
            } finally {
                over.countDown();
            }
        }

        @Override
        public void next() {}

        @Override
        public void cancel() {}

        @Override
        public void abandon() {}
    }

    private static final class Heard implements InputListener {
        private final List<String> calls = new ArrayList<>();
        private @Nullable RuntimeException refusal;

        @Override
        public void opened(boolean complete) {
            calls.add("opened");
            if (refusal != null) {
                throw refusal;
            }
        }

        @Override
        public void stream(StreamFormat format) {
            calls.add("stream");
        }

        @Override
        public void ignored(String what) {
            calls.add("ignored");
        }

        @Override
        public void packet(int stream, long pts, long dts, ByteBuffer bytes) {
            calls.add("packet");
        }

        @Override
        public void restarted() {
            calls.add("restarted");
        }
    }
}
