package io.camkit.testkit.devices;

import java.util.Set;

/**
 * A camera that fails when told to.
 *
 * <p><b>Threading.</b> Any thread. A fault has begun once the call has returned.
 */
public interface FakeDevice extends AutoCloseable {
    /** What a configuration says to reach it, for example {@code rtsp://127.0.0.1:40123/cam}. */
    String source();

    /** What it can suffer. */
    Set<DeviceFault> faults();

    /**
     * Begins to suffer; a fault that does not {@linkplain DeviceFault#lasting() last} is over at once.
     *
     * @throws IllegalArgumentException for one that is none of {@link #faults()}
     */
    void suffer(DeviceFault fault);

    /** It is as it was before. Does nothing when it suffers nothing. */
    void recover();

    /** Ends it and its connections. */
    @Override
    void close();
}
