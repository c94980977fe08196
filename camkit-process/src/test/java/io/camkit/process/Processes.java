package io.camkit.process;

import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.locks.LockSupport;

/** What the system says of processes that may not be our own children. */
final class Processes {
    private static final int PATIENCE_TENTHS = 100;

    private Processes() {}

    /** Waits until there is no such process, or only its entry in the table is left. */
    static void awaitGone(long pid) {
        for (int tenth = 0; tenth < PATIENCE_TENTHS; tenth++) {
            if (isGone(pid)) {
                return;
            }
            LockSupport.parkNanos(100_000_000);
        }
        fail("process " + pid + " is still there");
    }

    /** Sends a signal by its short name, {@code SEGV} or {@code STOP}. */
    static void signal(String name, ChildJvm child) throws IOException, InterruptedException {
        new ProcessBuilder("/bin/kill", "-" + name, Long.toString(idOf(child)))
                .inheritIO()
                .start()
                .waitFor();
    }

    static long idOf(ChildJvm child) {
        String line = child.toString();
        return Long.parseLong(line.substring(line.indexOf('(') + 1, line.length() - 1));
    }

    private static boolean isGone(long pid) {
        try {
            String stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
            return stat.substring(stat.lastIndexOf(')') + 2).startsWith("Z");
        } catch (IOException e) {
            return true;
        }
    }
}
