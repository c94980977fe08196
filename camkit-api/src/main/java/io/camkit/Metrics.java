package io.camkit;

import java.util.List;
import java.util.Map;
import java.util.function.DoubleSupplier;

/**
 * Counters and gauges of one kit. Names follow Prometheus ({@code camkit_frames_in_total}); labels are few and bounded.
 *
 * <p><b>Threading.</b> Any thread.
 */
public interface Metrics {
    /** The counter of this name and these labels, made at first use. */
    Counter counter(String name, String help, Map<String, String> labels);

    /** Registers a value that is read when somebody looks; it replaces one of the same name and labels. */
    Registration gauge(String name, String help, Map<String, String> labels, DoubleSupplier value);

    /** Forgets every counter and gauge that carries this label, for example when a camera is closed. */
    void forget(String label, String value);

    /** All values right now, ordered by name. */
    List<Sample> samples();

    /** A count that only rises. */
    interface Counter {
        /** Adds {@code amount}, 0 or more. */
        void add(long amount);

        /** The sum. */
        long value();
    }

    /** A registered gauge. */
    interface Registration extends AutoCloseable {
        /** Forgets the gauge. */
        @Override
        void close();
    }

    /** One value at one moment. */
    record Sample(String name, String help, boolean counter, Map<String, String> labels, double value) {}
}
