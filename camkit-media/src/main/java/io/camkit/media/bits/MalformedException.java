package io.camkit.media.bits;

/** Bits do not read as their standard says. */
public final class MalformedException extends Exception {
    private static final long serialVersionUID = 1L;

    /** @param what a clause about the thing that was read, for example {@code it ends too early} */
    public MalformedException(String what) {
        super(what, null, false, false);
    }
}
