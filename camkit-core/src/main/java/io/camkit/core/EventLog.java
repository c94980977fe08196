package io.camkit.core;

import io.camkit.Event;
import io.camkit.Events;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/** Remembers the newest events and tells the listeners. */
final class EventLog implements Events {
    static final int MOST = 1000;

    private final Deque<Event> recent = new ArrayDeque<>();
    private final List<EventListener> listeners = new CopyOnWriteArrayList<>();

    /** Adds {@code event}; listeners hear of it on their own executors. */
    synchronized void add(Event event) {
        if (recent.size() == MOST) {
            recent.removeFirst();
        }
        recent.addLast(event);
        // inside the lock, so that all listeners hear events in one order
        listeners.forEach(listener -> listener.offer(event));
    }

    @Override
    public Registration listen(Executor executor, Consumer<Event> listener) {
        EventListener added = new EventListener(executor, listener, listeners::remove);
        listeners.add(added);
        return added;
    }

    @Override
    public synchronized List<Event> recent() {
        return List.copyOf(recent);
    }
}
