package io.camkit.spi;

import io.camkit.CamkitException;
import io.camkit.CamkitException.Retry;

/** The ends that every kind of source comes to. */
public final class SourceEnd {
    private SourceEnd() {}

    /**
     * The source was told to stop.
     *
     * @param where its address without secrets; may be empty
     */
    public static CamkitException stopped(String where) {
        return ended("the source was stopped", where);
    }

    /** What it reads came to its end, as {@code what} says. */
    public static CamkitException ended(String what, String where) {
        return new CamkitException("CK-1302", what, where, "nothing to do, it is started again", Retry.RETRY);
    }

    /** A defect in the source itself. */
    public static CamkitException failed(Throwable cause, String where) {
        return new CamkitException(
                "CK-1301",
                "the source failed: " + cause,
                where,
                "report it with the stack trace in the log",
                Retry.RETRY,
                cause);
    }
}
