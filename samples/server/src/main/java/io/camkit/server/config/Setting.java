package io.camkit.server.config;

/**
 * A value, and where it was written. It may be a secret: it never prints its text.
 *
 * @param text with its variables filled in
 * @param written as it stands there, {@code ${NAME}} for a variable
 */
record Setting(String text, Position at, String written) {
    private static final int LONGEST = 60;

    /** A value without variables. */
    Setting(String text, Position at) {
        this(text, at, text);
    }

    /** As it was written, for a message about a key whose values are no secrets: what a variable stands for is not shown. */
    String shown() {
        String line = written.replaceAll("\\p{Cntrl}", " ").strip();
        return "`" + (line.length() > LONGEST ? line.substring(0, LONGEST) + "…" : line) + "`";
    }

    @Override
    public String toString() {
        return "value at " + at;
    }
}
