package io.camkit.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.camkit.CamkitException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class MutationsTest {
    private static final byte[] SEED = "a good input of some length".getBytes(StandardCharsets.US_ASCII);

    private final Mutations mutations = Mutations.of("reader", SEED);

    @Test
    void aReaderThatRefusesIsFine() {
        String line = mutations.check(100, (input, memory) -> {
            if (input.remaining() != SEED.length) {
                throw new CamkitException("CK-3199", "no", "", "no.", CamkitException.Retry.RETRY);
            }
        });

        assertTrue(line.startsWith("reader: 100 damaged inputs, "), line);
    }

    @Test
    void theSameSeedsGiveTheSameDamage() {
        Set<String> first = new HashSet<>();
        Set<String> second = new HashSet<>();
        mutations.check(200, (input, memory) -> first.add(input.toString() + input.hashCode()));
        mutations.check(200, (input, memory) -> second.add(input.toString() + input.hashCode()));

        assertEquals(first, second);
        assertTrue(first.size() > 100, first::toString);
    }

    @Test
    void anyOtherExceptionIsFound() {
        AssertionError found = assertThrows(
                AssertionError.class, () -> mutations.check(1000, (input, memory) -> input.get(SEED.length - 1)));

        assertTrue(String.valueOf(found.getMessage()).contains("IndexOutOfBounds"), found::getMessage);
    }

    @Test
    void memoryThatIsKeptIsFound() {
        assertThrows(AssertionError.class, () -> mutations.check(1, (input, memory) -> memory.allocate(10)));
    }

    @Test
    void aLargeAllocationIsFound() {
        List<byte[]> kept = new ArrayList<>();

        assertThrows(AssertionError.class, () -> mutations.check(1, (input, memory) -> kept.add(new byte[2 << 20])));
    }

    @Test
    void aReaderThatTakesLongIsFound() {
        ThreadMXBean thread = ManagementFactory.getThreadMXBean();

        assertThrows(
                AssertionError.class,
                () -> mutations.check(1, (input, memory) -> {
                    long begun = thread.getCurrentThreadCpuTime();
                    while (thread.getCurrentThreadCpuTime() - begun < 60_000_000) {
                        Thread.onSpinWait();
                    }
                }));
    }
}
