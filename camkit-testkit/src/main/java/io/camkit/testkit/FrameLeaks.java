package io.camkit.testkit;

import io.camkit.spi.FrameAllocator;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Fails a test that leaks a frame, gives one up twice or uses one that is gone, and names the line that allocated it.
 *
 * <pre>{@code
 * @RegisterExtension
 * final FrameLeaks leaks = FrameLeaks.check();
 * }</pre>
 *
 * <p>Memory from {@link #allocator()} is overwritten when it is released, so that a stale view shows nonsense. Misuse throws in the
 * thread that does it and fails the test once more at its end, in case somebody swallowed the exception. What threads still hold at the
 * end of a test they have two seconds to give back.
 *
 * <p><b>Threading.</b> Any thread.
 */
public final class FrameLeaks implements AfterEachCallback {
    private static final int PATIENCE_TENTHS = 20;

    private final TrackedAllocator allocator = new TrackedAllocator();

    private FrameLeaks() {}

    /** A check for the test class that registers it as an instance field. */
    public static FrameLeaks check() {
        return new FrameLeaks();
    }

    /** Direct memory whose owners are remembered. */
    public FrameAllocator allocator() {
        return allocator;
    }

    /** Pieces of memory that are allocated and not released at this moment. */
    public int live() {
        return allocator.live();
    }

    /**
     * Checks now, without waiting for anybody.
     *
     * @throws AssertionError at the first misuse so far, or if anything is still held
     */
    public void verify() {
        allocator.verify(0);
    }

    @Override
    public void afterEach(ExtensionContext context) {
        verifyPatiently();
    }

    void verifyPatiently() {
        allocator.verify(PATIENCE_TENTHS);
    }
}
