package io.camkit.server.probe;

import io.camkit.CamkitException;
import io.camkit.spi.Nullable;

/**
 * One step of a test, done.
 *
 * @param step what was tried, in the words of a person
 * @param state how it went
 * @param millis what it took; null for one that was not tried, and for one that only looks at what came
 * @param detail what was found, or what went wrong
 * @param code of what went wrong or could be better; null when nothing did
 * @param mend what to do about it
 */
public record Finding(
        String step,
        State state,
        @Nullable Long millis,
        @Nullable String detail,
        @Nullable String code,
        @Nullable String mend) {

    /** How a step went. */
    public enum State {
        /** As it should. */
        OK,
        /** It works, and could be better. */
        ADVICE,
        /** It does not apply to this source. */
        SKIPPED,
        /** It did not work, and nothing after it was tried. */
        FAILED
    }

    static Finding ok(String step, long millis, @Nullable String detail) {
        return new Finding(step, State.OK, millis, detail, null, null);
    }

    static Finding skipped(String step) {
        return new Finding(step, State.SKIPPED, null, null, null, null);
    }

    static Finding failed(String step, long millis, CamkitException why) {
        return new Finding(step, State.FAILED, millis, why.what(), why.code(), why.mend());
    }
}
