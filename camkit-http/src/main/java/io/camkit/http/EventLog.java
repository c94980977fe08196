package io.camkit.http;

import io.camkit.CamKit;
import io.camkit.Event;
import io.camkit.Events;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.function.Predicate;

/**
 * The newest {@value #MOST} events with numbers, so that a page can ask for those before or after one it knows.
 *
 * <p><b>Threading.</b> Any thread.
 */
final class EventLog implements AutoCloseable {
    private static final int MOST = 1000;

    /** An event and its number, which rises by one each time and begins at 1. */
    record Numbered(long id, Event event) {}

    private final Deque<Numbered> newest = new ArrayDeque<>();
    private final List<Runnable> followers = new CopyOnWriteArrayList<>();
    private final Set<Event> beforeUs = Collections.newSetFromMap(new IdentityHashMap<>());
    private final Events.Registration registration;
    private long last;

    EventLog(CamKit kit, Executor executor) {
        synchronized (this) {
            registration = kit.events().listen(executor, this::happened);
            for (Event event : kit.events().recent()) {
                beforeUs.add(event);
                append(event);
            }
        }
    }

    private void happened(Event event) {
        synchronized (this) {
            if (beforeUs.remove(event)) {
                return;
            }
            append(event);
        }
        followers.forEach(Runnable::run);
    }

    private void append(Event event) {
        newest.addLast(new Numbered(++last, event));
        if (newest.size() > MOST) {
            newest.removeFirst();
        }
    }

    /** The number of the newest event; 0 when there is none. */
    synchronized long last() {
        return last;
    }

    /** At most {@code limit} events with numbers below {@code before}, newest first. */
    synchronized List<Numbered> before(long before, int limit, Predicate<Event> wanted) {
        List<Numbered> page = new ArrayList<>();
        Iterator<Numbered> backwards = newest.descendingIterator();
        while (backwards.hasNext() && page.size() < limit) {
            Numbered one = backwards.next();
            if (one.id() < before && wanted.test(one.event())) {
                page.add(one);
            }
        }
        return page;
    }

    /** At most {@code limit} events with numbers above {@code after}, oldest first. */
    synchronized List<Numbered> after(long after, int limit) {
        List<Numbered> page = new ArrayList<>();
        if (after < last) {
            for (Numbered one : newest) {
                if (one.id() > after && page.size() < limit) {
                    page.add(one);
                }
            }
        }
        return page;
    }

    /** Runs {@code task} after each event, until the answer is closed. */
    Events.Registration follow(Runnable task) {
        followers.add(task);
        return () -> followers.remove(task);
    }

    @Override
    public void close() {
        registration.close();
    }
}
