package io.camkit.process;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** How a child JVM ended, for people: what it returned or which signal ended it, and what it said last. */
final class Death {
    private static final int LINES = 3;
    private static final int SIGNALS = 128;
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

    /** {@code ended by SIGABRT; it said last: "SIGSEGV (0xb) at pc=…"}. */
    static String of(int status, List<String> said) {
        List<String> last = lastOf(said);
        String end = status > SIGNALS
                ? "ended by " + NAMES.getOrDefault(status - SIGNALS, "signal " + (status - SIGNALS))
                : "returned " + status;
        return last.isEmpty() ? end : end + "; it said last: \"" + String.join(" / ", last) + '"';
    }

    /** A JVM whose heap was too small says so and returns 3. */
    static boolean outOfHeap(int status, List<String> said) {
        return status == 3 && said.stream().anyMatch(line -> line.contains("java.lang.OutOfMemoryError"));
    }

    private static List<String> lastOf(List<String> said) {
        List<String> lines = said.stream()
                .map(line -> line.replaceFirst("^[# ]+", ""))
                .filter(line -> !line.isEmpty())
                .toList();
        int crash = lines.indexOf("A fatal error has been detected by the Java Runtime Environment:");
        if (crash < 0) {
            return lines.subList(Math.max(0, lines.size() - LINES), lines.size());
        }
        // a dozen lines follow, of which two say what happened
        List<String> telling = new ArrayList<>(lines.subList(crash + 1, Math.min(crash + 2, lines.size())));
        int frame = lines.indexOf("Problematic frame:");
        if (frame > crash && frame + 1 < lines.size()) {
            telling.add(lines.get(frame + 1));
        }
        return telling;
    }
}
