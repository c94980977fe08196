package io.camkit.source.test;

import io.camkit.CamkitException;
import io.camkit.Clock;
import io.camkit.Codec;
import io.camkit.Frame;
import io.camkit.spi.Nullable;
import io.camkit.spi.Source;
import io.camkit.spi.SourceContext;
import io.camkit.spi.SourceEnd;
import java.time.Duration;

/**
 * Emits each frame of a test camera at its time. The times are fixed at the start, so that nothing drifts, and no thread waits for them:
 * the clock's own copies a clip's frame at once, drawing has another.
 */
final class PacedSource implements Source {
    private static final long NANOS_PER_SECOND = 1_000_000_000L;

    private final TestCamera camera;
    private @Nullable Run run;

    PacedSource(TestCamera camera) {
        this.camera = camera;
    }

    @Override
    public synchronized void start(SourceContext context) {
        context.transport("synthetic");
        Pictures pictures =
                camera.codec() == Codec.H264 ? Clip.load(camera.width(), camera.height()) : new Drawing(camera);
        run = new Run(context, pictures, camera.frameRate());
        run.arm();
    }

    @Override
    public synchronized void stop() {
        if (run != null) {
            run.end(SourceEnd.stopped(""));
        }
    }

    private static final class Run {
        private final SourceContext context;
        private final Clock clock;
        private final Pictures pictures;
        private final @Nullable LentThread drawing;
        private final int frameRate;
        private final long startNanos;
        private long next;

        private Clock.@Nullable Cancellable timer;
        private boolean ended;

        Run(SourceContext context, Pictures pictures, int frameRate) {
            this.context = context;
            this.clock = context.clock();
            this.pictures = pictures;
            this.drawing = pictures.slow() ? LentThread.of(context) : null;
            this.frameRate = frameRate;
            this.startNanos = clock.nanos();
        }

        synchronized void arm() {
            if (!ended) {
                // rounded up, for a nanosecond before its time a frame is not due
                long dueNanos = startNanos + (next * NANOS_PER_SECOND + frameRate - 1) / frameRate;
                timer = clock.schedule(Duration.ofNanos(dueNanos - clock.nanos()), this::due);
            }
        }

        private void due() {
            if (drawing == null) {
                emitDue();
            } else {
                drawing.execute(this::emitDue);
            }
        }

        private void emitDue() {
            try {
                long latest = (clock.nanos() - startNanos) * frameRate / NANOS_PER_SECOND;
                for (next = pictures.goOnWith(next, latest); next <= latest; next++) {
                    emit(pictures.frame(next, context.allocator(), clock.nanos()));
                }
                arm();
            } catch (CamkitException e) {
                end(e);
            }
        }

        private synchronized void emit(Frame frame) {
            if (ended) {
                frame.release();
            } else {
                context.emit(frame);
            }
        }

        void end(CamkitException why) {
            if (endsNow()) {
                if (drawing != null) {
                    drawing.close();
                }
                context.ended(why);
            }
        }

        private synchronized boolean endsNow() {
            boolean first = !ended;
            ended = true;
            if (timer != null) {
                timer.cancel();
            }
            return first;
        }
    }
}
