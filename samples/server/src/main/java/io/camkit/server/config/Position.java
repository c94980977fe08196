package io.camkit.server.config;

/**
 * Where a value was written.
 *
 * @param source a file, or words such as {@code environment PORT}
 * @param line from 1; 0 when the source has no lines
 * @param column from 1; 0 when the source has no lines
 */
public record Position(String source, int line, int column) {
    /** A place without lines. */
    static Position of(String source) {
        return new Position(source, 0, 0);
    }

    /** For example {@code camkit.yaml:4:7}. */
    @Override
    public String toString() {
        return line == 0 ? source : source + ":" + line + ":" + column;
    }
}
