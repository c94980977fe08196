package io.camkit.codec.javacv;

/** FFmpeg could not open an input, or could not read on. */
final class InputFailure extends Exception {
    private static final long serialVersionUID = 1L;

    private final boolean opened;
    private final int error;

    /**
     * @param opened whether it was open before
     * @param error FFmpeg's number, below zero
     * @param said FFmpeg's words for it
     */
    InputFailure(boolean opened, int error, String said) {
        super(said, null, false, false);
        this.opened = opened;
        this.error = error;
    }

    boolean opened() {
        return opened;
    }

    int error() {
        return error;
    }

    String said() {
        return String.valueOf(getMessage());
    }
}
