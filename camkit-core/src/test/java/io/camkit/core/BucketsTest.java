package io.camkit.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.camkit.Metrics;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class BucketsTest {
    private final MetricRegistry registry = new MetricRegistry();

    @Test
    void aBucketCountsWhatIsNotAboveItsBoundAndTheLastOneEverything() {
        Metrics.Histogram latency = registry.histogram("latency", "help", Map.of("camera", "door"), List.of(0.1, 0.5));

        List.of(0.05, 0.1, 0.3, 0.7).forEach(latency::record);

        assertEquals(Map.of("0.1", 2.0, "0.5", 3.0, "+Inf", 4.0), buckets());
    }

    @Test
    void sumAndCountStandBehindTheBuckets() {
        Metrics.Histogram latency = registry.histogram("latency", "help", Map.of(), List.of(1.0));

        latency.record(0.5);
        latency.record(2.0);

        List<Metrics.Sample> samples = registry.samples();
        assertEquals(
                List.of("latency_bucket", "latency_bucket", "latency_sum", "latency_count"),
                samples.stream().map(Metrics.Sample::name).toList());
        assertEquals(2.5, samples.get(2).value());
        assertEquals(2.0, samples.get(3).value());
        assertTrue(samples.stream().allMatch(sample -> sample.family().equals("latency")));
    }

    private Map<String, Double> buckets() {
        return registry.samples().stream()
                .filter(sample -> sample.name().equals("latency_bucket"))
                .collect(Collectors.toMap(sample -> sample.labels().getOrDefault("le", "none"), Metrics.Sample::value));
    }
}
