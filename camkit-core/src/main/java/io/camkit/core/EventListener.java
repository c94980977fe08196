package io.camkit.core;

import io.camkit.Event;
import io.camkit.Events;
import io.camkit.spi.Nullable;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One listener's bounded queue. A slow listener loses the oldest events, a broken one loses none but its own. */
final class EventListener implements Events.Registration {
    private static final Logger LOG = LoggerFactory.getLogger(EventListener.class);

    private final Executor executor;
    private final Consumer<Event> listener;
    private final Consumer<EventListener> leave;
    private final Deque<Event> waiting = new ArrayDeque<>();
    private final CallGuard guard = new CallGuard();
    private boolean scheduled;
    private long lost;

    EventListener(Executor executor, Consumer<Event> listener, Consumer<EventListener> leave) {
        this.executor = executor;
        this.listener = listener;
        this.leave = leave;
    }

    void offer(Event event) {
        synchronized (waiting) {
            if (waiting.size() == EventLog.MOST) {
                waiting.removeFirst();
                lost++;
            }
            waiting.addLast(event);
            if (scheduled) {
                return;
            }
            scheduled = true;
        }
        try {
            executor.execute(this::tellAll);
        } catch (RejectedExecutionException e) {
            LOG.debug("an event listener's executor was ended before its registration", e);
            leave.accept(this);
        }
    }

    private void tellAll() {
        for (Event event = next(); event != null; event = next()) {
            if (!guard.enter()) {
                return;
            }
            try {
                listener.accept(event);
            } catch (RuntimeException | Error e) {
                LOG.error("an event listener failed at {}", event, e);
            } finally {
                guard.leave();
            }
        }
    }

    private @Nullable Event next() {
        long missed;
        Event event;
        synchronized (waiting) {
            event = waiting.pollFirst();
            scheduled = event != null;
            missed = lost;
            lost = 0;
        }
        if (missed > 0) {
            LOG.warn("an event listener is too slow: the oldest {} events were lost to it", missed);
        }
        return event;
    }

    @Override
    public void close() {
        leave.accept(this);
        guard.close();
    }
}
