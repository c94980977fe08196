package io.camkit.testkit;

import io.camkit.spi.FrameAllocator;
import io.camkit.spi.Memory;
import io.camkit.spi.Nullable;
import java.nio.ByteBuffer;
import java.util.LinkedHashSet;
import java.util.Set;

/** Remembers who allocated what, and the first thing that went wrong. */
final class TrackedAllocator implements FrameAllocator {
    private static final byte POISON = (byte) 0xDB;

    private final Set<TrackedMemory> held = new LinkedHashSet<>();
    private @Nullable AssertionError firstMisuse;

    @Override
    public synchronized Memory allocate(int capacity) {
        TrackedMemory memory = new TrackedMemory(capacity);
        held.add(memory);
        return memory;
    }

    synchronized int live() {
        return held.size();
    }

    /** Waits until everything is given back, for at most so many tenths of a second, then tells what is wrong. */
    synchronized void verify(int patienceTenths) {
        try {
            for (int i = 0; i < patienceTenths && !held.isEmpty(); i++) {
                wait(100);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (firstMisuse != null) {
            throw firstMisuse;
        }
        if (!held.isEmpty()) {
            TrackedMemory first = held.iterator().next();
            throw new AssertionError(
                    held.size() + " pieces of frame memory were not released; the first, of " + first.buffer.capacity()
                            + " bytes, was allocated here",
                    first.allocated);
        }
    }

    private synchronized AssertionError fault(TrackedMemory memory, String how, Throwable where) {
        AssertionError misuse =
                new AssertionError(how + "; allocated as in the cause, misused as suppressed", memory.allocated);
        misuse.addSuppressed(where);
        if (firstMisuse == null) {
            firstMisuse = misuse;
        }
        return misuse;
    }

    private synchronized void released(TrackedMemory memory) {
        if (!held.remove(memory)) {
            throw fault(memory, "frame memory was released twice", new Throwable("second release"));
        }
        if (held.isEmpty()) {
            notifyAll();
        }
    }

    /** One piece. Its own lock guards nothing: the allocator's does. */
    private final class TrackedMemory implements Memory {
        private final ByteBuffer buffer;
        private final Throwable allocated =
                new Throwable("allocated by " + Thread.currentThread().getName());
        private volatile boolean gone;

        TrackedMemory(int capacity) {
            buffer = ByteBuffer.allocateDirect(capacity);
            while (buffer.hasRemaining()) {
                buffer.put(POISON);
            }
            buffer.clear();
        }

        @Override
        public ByteBuffer buffer() {
            if (gone) {
                throw fault(this, "frame memory was used after its release", new Throwable("use"));
            }
            return buffer;
        }

        @Override
        public void release() {
            released(this);
            gone = true;
            for (int i = 0; i < buffer.capacity(); i++) {
                buffer.put(i, POISON);
            }
        }

        @Override
        public void misused(RuntimeException how) {
            fault(this, "a frame was used after its last share was given up", how);
        }
    }
}
