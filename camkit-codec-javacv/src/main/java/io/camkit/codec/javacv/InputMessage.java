package io.camkit.codec.javacv;

/** What is said between an input's child JVM and its parent: the types of messages. */
final class InputMessage {
    /** To the child, first: an {@link InputOrder}. */
    static final int OPEN = 0;
    /** To the child: one more packet may be read. */
    static final int NEXT = 1;
    /** To the child: it is over. */
    static final int CANCEL = 2;

    /** From the child: {@link InputListener#opened}; a byte. */
    static final int OPENED = 3;
    /** From the child: {@link InputListener#stream}; the payload is the configuration. */
    static final int STREAM = 4;
    /** From the child: {@link InputListener#ignored}; text. */
    static final int IGNORED = 5;
    /** From the child: {@link InputListener#packet}; number, two times, and the payload. */
    static final int PACKET = 6;
    /** From the child: {@link InputListener#restarted}. */
    static final int RESTARTED = 7;
    /** From the child: a line of FFmpeg's log, behind a byte that says whether it is an error. */
    static final int LOG = 8;
    /** From the child: the input came to its end. */
    static final int END = 9;
    /** From the child: an {@link InputFailure}; whether it was open, its number, its words. */
    static final int FAILURE = 10;

    private InputMessage() {}
}
