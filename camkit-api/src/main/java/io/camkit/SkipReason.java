package io.camkit;

/** Why a frame that was written never reached a reader. */
public enum SkipReason {
    /** The reader was further behind than it may be, and jumped to the newest key frame. */
    TOO_SLOW,
    /** The reader wants fewer frames a second than there are. */
    RATE,
    /** The frame cannot be decoded because one before it is missing. */
    NO_KEY_FRAME
}
