package io.camkit.codec.javacv;

/** FFmpeg reading one input, here or elsewhere. */
interface Reading {
    /**
     * Reads until the input's end.
     *
     * @throws InputFailure when it cannot be opened or read, or was cancelled
     */
    void run(InputListener listener) throws InputFailure, InterruptedException;

    /** Of an input that is paced: one more packet may be read. From any thread. */
    void next();

    /** Ends {@link #run} in good order: the other side is told. From any thread; calling it twice, or when it is over, does nothing. */
    void cancel();

    /** Ends it in any way, when {@link #cancel} was not enough. Likewise. */
    void abandon();
}
