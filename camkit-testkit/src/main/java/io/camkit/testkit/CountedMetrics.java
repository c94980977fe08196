package io.camkit.testkit;

import io.camkit.Metrics;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.DoubleSupplier;

/** Metrics without a kit. */
final class CountedMetrics implements Metrics {
    private record Id(String name, Map<String, String> labels) {}

    private record Entry(String help, Type type, DoubleSupplier value, Count count) {}

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

    private final Map<Id, Entry> entries = new TreeMap<>((a, b) -> a.toString().compareTo(b.toString()));

    @Override
    public synchronized Counter counter(String name, String help, Map<String, String> labels) {
        Count fresh = new Count();
        return entries.computeIfAbsent(
                        new Id(name, new TreeMap<>(labels)), id -> new Entry(help, Type.COUNTER, fresh::value, fresh))
                .count();
    }

    /** Counts values without sorting them into buckets. */
    @Override
    public Histogram histogram(String name, String help, Map<String, String> labels, List<Double> bounds) {
        Counter count = counter(name + "_count", help, labels);
        return value -> count.add(1);
    }

    @Override
    public synchronized Registration gauge(String name, String help, Map<String, String> labels, DoubleSupplier value) {
        Id id = new Id(name, new TreeMap<>(labels));
        entries.put(id, new Entry(help, Type.GAUGE, value, new Count()));
        return () -> forget(id);
    }

    private synchronized void forget(Id id) {
        entries.remove(id);
    }

    @Override
    public synchronized void forget(String label, String value) {
        entries.keySet().removeIf(id -> value.equals(id.labels().get(label)));
    }

    @Override
    public synchronized List<Sample> samples() {
        List<Sample> samples = new ArrayList<>();
        entries.forEach((id, entry) -> samples.add(new Sample(
                id.name(),
                entry.type(),
                entry.help(),
                id.name(),
                id.labels(),
                entry.value().getAsDouble())));
        return samples;
    }
}
