package io.camkit.core;

import io.camkit.Metrics;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.DoubleSupplier;

/** Counters and gauges in a sorted map. Adding to a counter takes no lock. */
final class MetricRegistry implements Metrics {
    private final ConcurrentSkipListMap<Key, Meter> meters = new ConcurrentSkipListMap<>();

    /** A name and its labels, ordered by name and then by labels. */
    private record Key(String name, Map<String, String> labels) implements Comparable<Key> {
        Key {
            labels = new TreeMap<>(labels);
        }

        @Override
        public int compareTo(Key other) {
            int byName = name.compareTo(other.name);
            return byName != 0 ? byName : labels.toString().compareTo(other.labels.toString());
        }
    }

    private sealed interface Meter permits Count, Gauge {
        String help();

        double read();
    }

    private record Count(String help, LongAdder sum) implements Meter, Counter {
        @Override
        public void add(long amount) {
            sum.add(amount);
        }

        @Override
        public long value() {
            return sum.sum();
        }

        @Override
        public double read() {
            return value();
        }
    }

    private record Gauge(String help, DoubleSupplier value) implements Meter {
        @Override
        public double read() {
            return value.getAsDouble();
        }
    }

    @Override
    public Counter counter(String name, String help, Map<String, String> labels) {
        Meter meter = meters.computeIfAbsent(new Key(name, labels), key -> new Count(help, new LongAdder()));
        if (meter instanceof Count count) {
            return count;
        }
        throw new IllegalStateException(name + " is registered as a gauge");
    }

    @Override
    public Registration gauge(String name, String help, Map<String, String> labels, DoubleSupplier value) {
        Key key = new Key(name, labels);
        Gauge gauge = new Gauge(help, value);
        meters.put(key, gauge);
        return () -> meters.computeIfPresent(key, (same, present) -> present == gauge ? null : present);
    }

    @Override
    public void forget(String label, String value) {
        meters.keySet().removeIf(key -> value.equals(key.labels().get(label)));
    }

    @Override
    public List<Sample> samples() {
        return meters.entrySet().stream()
                .map(entry -> new Sample(
                        entry.getKey().name(),
                        entry.getValue().help(),
                        entry.getValue() instanceof Count,
                        Map.copyOf(entry.getKey().labels()),
                        entry.getValue().read()))
                .toList();
    }
}
