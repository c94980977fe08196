package io.camkit;

import io.camkit.spi.Nullable;

/**
 * Something went wrong in a way that a person can read: a stable code, what happened, where, and how to mend it.
 *
 * <p>The text carries no secret, and is one line: where {@code what} and {@code where} repeat what a stranger sent, control characters
 * are replaced and what exceeds {@value #LONGEST} characters is left out. {@link #retry()} tells the core, and nobody else, whether trying again makes sense.
 */
public final class CamkitException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private static final int LONGEST = 500;

    /** What trying again is worth. */
    public enum Retry {
        /** The camera may come back any moment: try again with back-off. */
        RETRY,
        /**
         * Somebody has to change something first, and trying often does harm or costs much (a password, a codec): try again, but seldom. Not
         * for odd answers, which a camera gives while it starts.
         */
        RETRY_SLOWLY,
        /** Trying again cannot help: the specification itself is wrong. */
        GIVE_UP
    }

    private final String code;
    private final String what;
    private final String where;
    private final String mend;
    private final Retry retry;

    /**
     * @param code stable, {@code CK-} and four digits; see {@code docs/errors}
     * @param what what happened, one clause, with its figure
     * @param where the camera, address or file it happened at, without secrets; empty when the reader knows
     * @param mend what the reader can do about it, one sentence
     */
    public CamkitException(String code, String what, String where, String mend, Retry retry) {
        this(code, what, where, mend, retry, null);
    }

    /** The same with the exception that revealed it. */
    public CamkitException(
            String code, String what, String where, String mend, Retry retry, @Nullable Throwable cause) {
        super(text(code, line(what), line(where), mend), cause);
        this.code = code;
        this.what = line(what);
        this.where = line(where);
        this.mend = mend;
        this.retry = retry;
    }

    private static String line(String text) {
        String shown = text.length() > LONGEST ? text.substring(0, LONGEST) + "…" : text;
        return shown.replaceAll("[\\x00-\\x1f\\x7f-\\x9f\\u2028\\u2029]", "?");
    }

    private static String text(String code, String what, String where, String mend) {
        return code + " " + (where.isEmpty() ? "" : where + ": ") + what + ". Mend: " + mend;
    }

    /** Stable, {@code CK-} and four digits. */
    public String code() {
        return code;
    }

    /** What happened. */
    public String what() {
        return what;
    }

    /** Where it happened; empty when the context says so. */
    public String where() {
        return where;
    }

    /** What the reader can do about it. */
    public String mend() {
        return mend;
    }

    /** What trying again is worth. */
    public Retry retry() {
        return retry;
    }
}
