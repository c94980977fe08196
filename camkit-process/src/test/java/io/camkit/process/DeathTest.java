package io.camkit.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class DeathTest {
    @Test
    void theLastLinesAreTold() {
        assertEquals("returned 1; it said last: \"b / c / d\"", Death.of(1, List.of("a", "b", "c", "d")));
        assertEquals("returned 0", Death.of(0, List.of()));
    }

    @Test
    void aSignalHasItsName() {
        assertEquals("ended by SIGSEGV", Death.of(139, List.of()));
        assertEquals("ended by signal 31", Death.of(159, List.of()));
    }

    @Test
    void ofACrashItsSignalAndItsPlaceAreTold() {
        List<String> said = List.of(
                "before",
                "#",
                "# A fatal error has been detected by the Java Runtime Environment:",
                "#",
                "#  SIGSEGV (0xb) at pc=0x00007f80ad1a3f14, pid=1, tid=2",
                "#",
                "# JRE version: OpenJDK Runtime Environment",
                "# Problematic frame:",
                "# C  [libavcodec.so.62+0x85f14]",
                "#",
                "# If you would like to submit a bug report, please visit:");

        assertEquals(
                "crashed: SIGSEGV (0xb) at pc=0x00007f80ad1a3f14, pid=1, tid=2 / C  [libavcodec.so.62+0x85f14]",
                Death.of(1, said));
    }

    @Test
    void aCrashThatIsCutShortIsToldAsFarAsItGoes() {
        String begin = "# A fatal error has been detected by the Java Runtime Environment:";

        assertEquals("crashed: ", Death.of(134, List.of(begin)));
        assertEquals("crashed: SIGBUS", Death.of(134, List.of(begin, "# SIGBUS", "# Problematic frame:")));
    }

    @Test
    void aFullHeapIsKnownByItsWords() {
        List<String> said = List.of("Terminating due to java.lang.OutOfMemoryError: Java heap space");

        assertTrue(Death.outOfHeap(3, said));
        assertFalse(Death.outOfHeap(3, List.of()));
        assertFalse(Death.outOfHeap(1, said));
    }
}
