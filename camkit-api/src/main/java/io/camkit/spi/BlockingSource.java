package io.camkit.spi;

import io.camkit.CamkitException;
import java.util.concurrent.atomic.AtomicReference;

/**
 * A source that is one blocking run on a thread lent by the core: child processes, files, drawing.
 *
 * <p>{@link #stop} interrupts the thread; a run that waits ends by that interrupt, one that works looks at it.
 */
public abstract class BlockingSource implements Source {
    private final AtomicReference<@Nullable Thread> runner = new AtomicReference<>();
    private volatile boolean stopped;

    /** For subclasses. */
    protected BlockingSource() {}

    /**
     * Receives and emits until it is over.
     *
     * @throws InterruptedException when told to stop
     * @throws CamkitException what went wrong
     */
    protected abstract void run(SourceContext context) throws InterruptedException;

    @Override
    public final void start(SourceContext context) {
        context.lendThread(() -> runOnce(context));
    }

    private void runOnce(SourceContext context) {
        runner.set(Thread.currentThread());
        try {
            if (!stopped) {
                run(context);
            }
            context.ended(SourceEnd.ended("the source came to its end", ""));
        } catch (InterruptedException e) {
            context.ended(SourceEnd.stopped(""));
        } catch (CamkitException e) {
            context.ended(e);
        } catch (RuntimeException | Error e) {
            // an error too: a missing class or a full heap is this attempt's end, and the core has to hear of it
            context.ended(SourceEnd.failed(e, ""));
        } finally {
            synchronized (this) {
                runner.set(null);
                // an interrupt that came too late belongs to this run, not to whoever gets the thread next
                Thread.interrupted();
            }
        }
    }

    @Override
    public final void stop() {
        synchronized (this) {
            stopped = true;
            Thread thread = runner.get();
            if (thread != null) {
                thread.interrupt();
            }
        }
    }
}
