package io.camkit.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.camkit.Metrics;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MetricRegistryTest {
    private static final Map<String, String> DOOR = Map.of("camera", "door");
    private static final Map<String, String> YARD = Map.of("camera", "yard");

    private final MetricRegistry metrics = new MetricRegistry();

    private double only() {
        assertEquals(1, metrics.samples().size());
        return metrics.samples().get(0).value();
    }

    @Test
    void aCounterIsOneForTheSameNameAndLabels() {
        Metrics.Counter counter = metrics.counter("frames", "Frames", DOOR);
        counter.add(2);
        metrics.counter("frames", "Frames", Map.of("camera", "door")).add(3);

        assertEquals(5, counter.value());
        assertEquals(5, only());
        assertEquals(Metrics.Type.COUNTER, metrics.samples().get(0).type());
    }

    @Test
    void otherLabelsAreAnotherCounter() {
        metrics.counter("frames", "Frames", DOOR).add(1);
        metrics.counter("frames", "Frames", YARD).add(2);

        assertEquals(
                List.of(1.0, 2.0),
                metrics.samples().stream().map(Metrics.Sample::value).toList());
    }

    @Test
    void aGaugeIsReadWhenSomebodyLooks() {
        var value = new double[] {1};
        metrics.gauge("bytes", "Bytes", DOOR, () -> value[0]);
        value[0] = 7;

        assertEquals(7, only());
        assertEquals(Metrics.Type.GAUGE, metrics.samples().get(0).type());
    }

    @Test
    void aGaugeReplacesTheOneBefore() {
        var old = metrics.gauge("bytes", "Bytes", DOOR, () -> 1);
        var now = metrics.gauge("bytes", "Bytes", DOOR, () -> 2);
        old.close();
        assertEquals(2, only());

        now.close();

        assertEquals(List.of(), metrics.samples());
    }

    @Test
    void whatCarriesALabelIsForgottenTogether() {
        metrics.counter("frames", "Frames", DOOR).add(1);
        metrics.gauge("bytes", "Bytes", DOOR, () -> 1);
        metrics.counter("frames", "Frames", YARD).add(9);

        metrics.forget("camera", "door");

        assertEquals(9, only());
    }

    @Test
    void samplesAreOrderedByName() {
        for (String name : List.of("c", "a", "b")) {
            metrics.counter(name, "", Map.of());
        }

        assertEquals(
                List.of("a", "b", "c"),
                metrics.samples().stream().map(Metrics.Sample::name).toList());
    }

    @Test
    void aGaugeIsNoCounter() {
        metrics.gauge("bytes", "Bytes", DOOR, () -> 1);

        assertThrows(IllegalStateException.class, () -> metrics.counter("bytes", "Bytes", DOOR));
    }

    @Test
    void aCounterIsTheSameObjectEachTime() {
        assertSame(metrics.counter("x", "", DOOR), metrics.counter("x", "", DOOR));
    }

    @Test
    void aHistogramCountsWhatIsNotAboveEachBound() {
        Metrics.Histogram delays = metrics.histogram("delay", "Delay", DOOR, List.of(0.1, 1.0));
        delays.record(0.05);
        delays.record(0.1);
        delays.record(0.5);
        delays.record(7);

        assertEquals(
                List.of(
                        "delay_bucket 2.0",
                        "delay_bucket 3.0",
                        "delay_bucket 4.0",
                        "delay_sum 7.65",
                        "delay_count 4.0"),
                metrics.samples().stream()
                        .map(sample -> sample.name() + " " + sample.value())
                        .toList());
    }

    @Test
    void aHistogramIsNoCounter() {
        metrics.histogram("delay", "Delay", DOOR, List.of(1.0));

        assertThrows(IllegalStateException.class, () -> metrics.counter("delay", "Delay", DOOR));
    }

    @Test
    void aGaugeThatFailsHidesNoOther() {
        metrics.gauge("a", "fails", Map.of(), () -> {
            throw new IllegalStateException("closed");
        });
        metrics.gauge("b", "works", Map.of(), () -> 7);

        assertEquals(
                List.of(Double.NaN, 7.0),
                metrics.samples().stream().map(sample -> sample.value()).toList());
    }
}
