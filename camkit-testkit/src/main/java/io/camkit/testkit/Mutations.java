package io.camkit.testkit;

import com.sun.management.ThreadMXBean;
import io.camkit.CamkitException;
import io.camkit.spi.FrameAllocator;
import io.camkit.spi.Nullable;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;

/**
 * Damages good input in seeded, repeatable ways and checks what everything that reads bytes from outside owes, whatever they are: it
 * throws {@link CamkitException} or nothing, keeps no frame memory, takes at most {@value #MAX_MILLIS} ms of processor time, and allocates
 * at most {@value #MAX_FACTOR} times the input and 1 MiB, frames included.
 *
 * <pre>{@code
 * System.out.println(Mutations.of("SDP", description).check(5000, (input, memory) -> Sdp.parse(input)));
 * }</pre>
 *
 * <p><b>Threading.</b> One thread, which is the one that reads.
 */
public final class Mutations {
    private static final int MAX_MILLIS = 50;
    private static final int MAX_FACTOR = 64;
    private static final long MAX_CONSTANT = 1 << 20;
    private static final int SHOWN_BYTES = 512;
    private static final double NANOS_PER_MILLI = 1e6;

    private final ThreadMXBean thread = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private final String name;
    private final List<byte[]> seeds;
    private long slowestNanos;
    private long mostBytes;
    private long refused;

    /** Reads one input. Not one of its threads may outlive the call. */
    @FunctionalInterface
    public interface Reader {
        /**
         * Reads {@code input} from position to limit.
         *
         * @param memory for frames, which the reader releases
         * @throws Exception {@link CamkitException} if the input is refused; any other fails the check
         */
        void read(ByteBuffer input, FrameAllocator memory) throws Exception;
    }

    private Mutations(String name, List<byte[]> seeds) {
        this.name = name;
        this.seeds = seeds;
    }

    /**
     * Damages good inputs.
     *
     * @param name of what is checked, for messages
     * @param seeds good inputs, each of which has to be read without an exception
     */
    public static Mutations of(String name, byte[]... seeds) {
        if (seeds.length == 0) {
            throw new IllegalArgumentException("no seeds");
        }
        return new Mutations(name, List.of(seeds));
    }

    /**
     * Lets {@code reader} read the seeds and then {@code count} damaged ones.
     *
     * @return one line with the figures
     * @throws AssertionError at the first input that breaks a rule, with the input
     */
    public String check(int count, Reader reader) {
        for (byte[] seed : seeds) {
            measured(seed, reader, true);
        }
        slowestNanos = 0; // so far classes were loaded
        mostBytes = 0;
        refused = 0;
        var mutator = new Mutator(seeds, name.hashCode());
        for (int i = 0; i < count; i++) {
            measured(mutator.next(), reader, false);
        }
        return String.format(
                Locale.ROOT,
                "%s: %d damaged inputs, %d refused; at most %.1f ms and %d KiB for one",
                name,
                count,
                refused,
                slowestNanos / NANOS_PER_MILLI,
                mostBytes / 1024);
    }

    private record Cost(long nanos, long bytes) {
        boolean tooMuch(byte[] input) {
            return nanos > MAX_MILLIS * NANOS_PER_MILLI || bytes > MAX_FACTOR * (long) input.length + MAX_CONSTANT;
        }
    }

    private void measured(byte[] input, Reader reader, boolean seed) {
        Cost cost = once(input, reader, seed);
        if (!seed && cost.tooMuch(input)) {
            // the machine may have been busy with something else, and a path that is taken for the first time loads its
            // classes
            cost = once(input, reader, false);
            if (cost.tooMuch(input)) {
                throw broken(
                        input,
                        "took " + Math.round(cost.nanos / NANOS_PER_MILLI) + " ms and " + cost.bytes + " bytes",
                        null);
            }
        }
        slowestNanos = Math.max(slowestNanos, cost.nanos);
        mostBytes = Math.max(mostBytes, cost.bytes);
    }

    private Cost once(byte[] input, Reader reader, boolean seed) {
        var memory = new CountedMemory();
        long bytesBefore = thread.getCurrentThreadAllocatedBytes();
        long nanosBefore = thread.getCurrentThreadCpuTime();
        try {
            reader.read(ByteBuffer.wrap(input), memory);
        } catch (CamkitException e) {
            refused++;
            if (seed) {
                throw broken(input, "refused a good input", e);
            }
        } catch (Exception | StackOverflowError | OutOfMemoryError | AssertionError e) {
            throw broken(input, "threw " + e, e);
        }
        long nanos = thread.getCurrentThreadCpuTime() - nanosBefore;
        long bytes = thread.getCurrentThreadAllocatedBytes() - bytesBefore;
        if (memory.live() != 0) {
            throw broken(input, "kept " + memory.live() + " pieces of frame memory", null);
        }
        return new Cost(nanos, bytes);
    }

    private AssertionError broken(byte[] input, String how, @Nullable Throwable cause) {
        int shown = Math.min(input.length, SHOWN_BYTES);
        return new AssertionError(
                name + " " + how + "; the input of " + input.length + " bytes begins with "
                        + HexFormat.of().formatHex(input, 0, shown),
                cause);
    }
}
