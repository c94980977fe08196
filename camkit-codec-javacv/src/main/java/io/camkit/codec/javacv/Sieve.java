package io.camkit.codec.javacv;

import io.camkit.Frame;

/** Leaves out, before it costs anything, what a conversion can do without. One thread. */
interface Sieve {
    /** What becomes of a frame. */
    enum Verdict {
        /** It is converted. */
        NEEDED,
        /** It is left out, and something comes before long all the same. */
        LEFT_OUT,
        /** It is left out, and nothing may come for a while: the camera is alive all the same. */
        SIGN_OF_LIFE
    }

    /** Whether {@code frame} is needed. Asked once for each. */
    Verdict judge(Frame frame);
}
