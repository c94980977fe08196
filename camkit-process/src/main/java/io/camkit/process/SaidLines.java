package io.camkit.process;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** What a child said: the first lines and the last, whatever came between them. One thread at a time. */
final class SaidLines {
    private static final int FIRST_LINES = 30;
    private static final int LAST_LINES = 30;
    private static final int MAX_LINE = 300;

    private final List<String> first = new ArrayList<>();
    private final Deque<String> last = new ArrayDeque<>();
    private final byte[] line = new byte[MAX_LINE];
    private int length;

    /** Takes the next bytes; of a line that is too long the rest is left out. */
    void add(byte[] bytes, int count) {
        for (int i = 0; i < count; i++) {
            if (bytes[i] == '\n') {
                endLine();
            } else if (length < MAX_LINE) {
                line[length++] = bytes[i];
            }
        }
    }

    private void endLine() {
        String text = new String(line, 0, length, StandardCharsets.UTF_8).strip();
        length = 0;
        if (text.isEmpty()) {
            return;
        }
        if (first.size() < FIRST_LINES) {
            first.add(text);
            return;
        }
        last.add(text);
        if (last.size() > LAST_LINES) {
            last.remove();
        }
    }

    /** In their order; a line that has no end yet counts. */
    List<String> lines() {
        List<String> all = new ArrayList<>(first);
        all.addAll(last);
        String open = new String(line, 0, length, StandardCharsets.UTF_8).strip();
        if (!open.isEmpty()) {
            all.add(open);
        }
        return all;
    }
}
