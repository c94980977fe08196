package io.camkit.server.config;

/** A value as it was written, and where. It may be a secret: it never prints its text. */
record Setting(String text, Position at) {
    @Override
    public String toString() {
        return "value at " + at;
    }
}
