package io.camkit.process;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** How a child JVM ended, for people: what it returned or which signal ended it, and what it said last; of a crash, what the JVM said of it. */
final class Death {
    private static final int LINES = 3;
    private static final int SIGNALS = 128;
    private static final String CRASH = "A fatal error has been detected by the Java Runtime Environment:";
    private static final Map<Integer, String> NAMES = Map.ofEntries(
            Map.entry(1, "SIGHUP"),
            Map.entry(2, "SIGINT"),
            Map.entry(4, "SIGILL"),
            Map.entry(6, "SIGABRT"),
            Map.entry(7, "SIGBUS"),
            Map.entry(8, "SIGFPE"),
            Map.entry(9, "SIGKILL"),
            Map.entry(11, "SIGSEGV"),
            Map.entry(13, "SIGPIPE"),
            Map.entry(15, "SIGTERM"));

    private Death() {}

    /** {@code ended by SIGKILL; it said last: "…"}, or {@code crashed: SIGSEGV (0xb) at pc=…}. */
    static String of(int status, List<String> said) {
        List<String> lines = said.stream()
                .map(line -> line.replaceFirst("^[# ]+", ""))
                .filter(line -> !line.isEmpty())
                .toList();
        int crash = lines.indexOf(CRASH);
        if (crash >= 0) {
            return "crashed: " + String.join(" / ", crash(lines.subList(crash, lines.size())));
        }
        List<String> last = lines.subList(Math.max(0, lines.size() - LINES), lines.size());
        String end = status > SIGNALS
                ? "ended by " + NAMES.getOrDefault(status - SIGNALS, "signal " + (status - SIGNALS))
                : "returned " + status;
        return last.isEmpty() ? end : end + "; it said last: \"" + String.join(" / ", last) + '"';
    }

    /** Two of the dozen lines say what happened. */
    private static List<String> crash(List<String> lines) {
        List<String> telling = new ArrayList<>(lines.subList(1, Math.min(2, lines.size())));
        int frame = lines.indexOf("Problematic frame:");
        if (frame >= 0 && frame + 1 < lines.size()) {
            telling.add(lines.get(frame + 1));
        }
        return telling;
    }

    /** A JVM whose heap was too small says so and returns 3. */
    static boolean outOfHeap(int status, List<String> said) {
        return status == 3 && said.stream().anyMatch(line -> line.contains("java.lang.OutOfMemoryError"));
    }
}
