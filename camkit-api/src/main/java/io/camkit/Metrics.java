package io.camkit;

import java.util.List;
import java.util.Map;
import java.util.function.DoubleSupplier;

/**
 * Counters, gauges and histograms of one kit. Names follow Prometheus ({@code camkit_frames_in_total}); labels are few and bounded.
 *
 * <p><b>Threading.</b> Any thread.
 */
public interface Metrics {
    /** The counter of this name and these labels, made at first use. */
    Counter counter(String name, String help, Map<String, String> labels);

    /** Registers a value that is read when somebody looks; it replaces one of the same name and labels. */
    Registration gauge(String name, String help, Map<String, String> labels, DoubleSupplier value);

    /**
     * The histogram of this name and these labels, made at first use.
     *
     * @param bounds upper ends of its buckets, rising; one more bucket takes what is above them
     */
    Histogram histogram(String name, String help, Map<String, String> labels, List<Double> bounds);

    /** Forgets everything that carries this label, for example when a camera is closed. */
    void forget(String label, String value);

    /** All values right now, ordered by family; those of one histogram stand together, its buckets first. */
    List<Sample> samples();

    /** A count that only rises. */
    interface Counter {
        /** Adds {@code amount}, 0 or more. */
        void add(long amount);

        /** The sum. */
        long value();
    }

    /** How often a value fell where. */
    interface Histogram {
        /** Counts one value. */
        void record(double value);
    }

    /** A registered gauge. */
    interface Registration extends AutoCloseable {
        /** Forgets the gauge. */
        @Override
        void close();
    }

    /** What a family of samples is, in Prometheus' words. */
    enum Type {
        /** It only rises. */
        COUNTER,
        /** It rises and falls. */
        GAUGE,
        /** Its samples are buckets, each counting what is not above its label {@code le}, then sum and count. */
        HISTOGRAM
    }

    /**
     * One value at one moment.
     *
     * @param family the name it was made under
     * @param name the family, for a histogram's parts with {@code _bucket}, {@code _sum} or {@code _count} behind it
     */
    record Sample(String family, Type type, String help, String name, Map<String, String> labels, double value) {}
}
