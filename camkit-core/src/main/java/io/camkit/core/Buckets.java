package io.camkit.core;

import io.camkit.Metrics;
import io.camkit.Metrics.Sample;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.DoubleAdder;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Stream;

/** A histogram as Prometheus counts: each bucket holds what is not above its bound, the last one everything. */
final class Buckets implements MetricRegistry.Meter, Metrics.Histogram {
    private final String help;
    private final double[] bounds;
    private final LongAdder[] counts;
    private final DoubleAdder sum = new DoubleAdder();

    /** @param bounds rising */
    Buckets(String help, List<Double> bounds) {
        this.help = help;
        this.bounds = bounds.stream().mapToDouble(Double::doubleValue).toArray();
        this.counts = Stream.generate(LongAdder::new).limit(bounds.size() + 1L).toArray(LongAdder[]::new);
    }

    @Override
    public void record(double value) {
        int bucket = 0;
        while (bucket < bounds.length && value > bounds[bucket]) {
            bucket++;
        }
        counts[bucket].increment();
        sum.add(value);
    }

    @Override
    public Stream<Sample> read(String name, Map<String, String> labels) {
        List<Sample> samples = new ArrayList<>();
        long below = 0;
        for (int i = 0; i < counts.length; i++) {
            below += counts[i].sum();
            String bound = i < bounds.length ? Double.toString(bounds[i]) : "+Inf";
            samples.add(sample(name, "_bucket", Labels.and(labels, "le", bound), (double) below));
        }
        samples.add(sample(name, "_sum", labels, sum.sum()));
        samples.add(sample(name, "_count", labels, (double) below));
        return samples.stream();
    }

    private Sample sample(String family, String part, Map<String, String> labels, double value) {
        return new Sample(family, Metrics.Type.HISTOGRAM, help, family + part, labels, value);
    }
}
