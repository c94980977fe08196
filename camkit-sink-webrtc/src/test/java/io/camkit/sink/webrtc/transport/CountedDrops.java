package io.camkit.sink.webrtc.transport;

import io.camkit.Metrics;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.DoubleSupplier;

/** Counters by their label {@code reason}. */
final class CountedDrops implements Metrics {
    private final Map<String, Count> counts = new HashMap<>();

    private static final class Count implements Counter {
        private final AtomicLong sum = new AtomicLong();

        @Override
        public void add(long amount) {
            sum.addAndGet(amount);
        }

        @Override
        public long value() {
            return sum.get();
        }
    }

    long of(String reason) {
        return counter("", "", Map.of("reason", reason)).value();
    }

    @Override
    public synchronized Counter counter(String name, String help, Map<String, String> labels) {
        return counts.computeIfAbsent(labels.getOrDefault("reason", name), fresh -> new Count());
    }

    @Override
    public Registration gauge(String name, String help, Map<String, String> labels, DoubleSupplier value) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Histogram histogram(String name, String help, Map<String, String> labels, List<Double> bounds) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void forget(String label, String value) {
        throw new UnsupportedOperationException();
    }

    @Override
    public List<Sample> samples() {
        return List.of();
    }
}
