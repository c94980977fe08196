package io.camkit.server.config;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Guesses which of the known words somebody meant. */
final class Spelling {
    private static final int LONGEST_WORD = 64;

    private Spelling() {}

    /** The known word nearest to {@code word}, if it is near enough to be a slip of the finger. */
    static Optional<String> nearest(String word, Collection<String> known) {
        if (word.length() > LONGEST_WORD) {
            return Optional.empty();
        }
        String lower = word.toLowerCase(Locale.ROOT);
        int tolerated = Math.max(1, (word.length() + 2) / 3);
        return known.stream()
                .filter(candidate -> distance(lower, candidate.toLowerCase(Locale.ROOT)) <= tolerated)
                .min(Comparator.comparingInt(candidate -> distance(lower, candidate.toLowerCase(Locale.ROOT))));
    }

    /** "did you mean `port`?", or the list of what is known. */
    static String hint(String word, Collection<String> known) {
        return nearest(word, known)
                .map(near -> "did you mean `" + near + "`?")
                .orElseGet(() -> "known here: " + String.join(", ", known));
    }

    /** Levenshtein's distance, with one row of the table at a time. */
    private static int distance(String a, String b) {
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int replaced = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[b.length()];
    }
}
