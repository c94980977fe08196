package io.camkit.core;

import io.camkit.Metrics;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.DoubleSupplier;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Meters in a sorted map. Counting takes no lock. */
final class MetricRegistry implements Metrics {
    private static final Logger LOG = LoggerFactory.getLogger(MetricRegistry.class);

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

    /** Something that is read when somebody looks. */
    sealed interface Meter permits Count, Gauge, Buckets {
        Stream<Sample> read(String name, Map<String, String> labels);
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
        public Stream<Sample> read(String name, Map<String, String> labels) {
            return Stream.of(new Sample(name, Type.COUNTER, help, name, labels, value()));
        }
    }

    private record Gauge(String help, DoubleSupplier value) implements Meter {
        @Override
        public Stream<Sample> read(String name, Map<String, String> labels) {
            return Stream.of(new Sample(name, Type.GAUGE, help, name, labels, now()));
        }

        /** Not a number when a plugin's gauge fails: it hides no other. */
        private double now() {
            try {
                return value.getAsDouble();
            } catch (RuntimeException e) {
                LOG.debug("a gauge failed", e);
                return Double.NaN;
            }
        }
    }

    @Override
    public Counter counter(String name, String help, Map<String, String> labels) {
        return meter(Count.class, name, labels, () -> new Count(help, new LongAdder()));
    }

    @Override
    public Histogram histogram(String name, String help, Map<String, String> labels, List<Double> bounds) {
        return meter(Buckets.class, name, labels, () -> new Buckets(help, bounds));
    }

    private <M extends Meter> M meter(Class<M> type, String name, Map<String, String> labels, Supplier<M> fresh) {
        Meter meter = meters.computeIfAbsent(new Key(name, labels), key -> fresh.get());
        if (type.isInstance(meter)) {
            return type.cast(meter);
        }
        throw new IllegalStateException(name + " is registered as something else");
    }

    @Override
    public Registration gauge(String name, String help, Map<String, String> labels, DoubleSupplier value) {
        Key key = new Key(name, labels);
        Gauge gauge = new Gauge(help, value);
        meters.put(key, gauge);
        return () -> meters.remove(key, gauge);
    }

    @Override
    public void forget(String label, String value) {
        meters.keySet().removeIf(key -> value.equals(key.labels().get(label)));
    }

    @Override
    public List<Sample> samples() {
        return meters.entrySet().stream()
                .flatMap(entry -> entry.getValue()
                        .read(entry.getKey().name(), Map.copyOf(entry.getKey().labels())))
                .toList();
    }
}
