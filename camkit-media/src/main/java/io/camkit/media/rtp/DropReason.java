package io.camkit.media.rtp;

/** Why a depacketizer gave something up. */
public enum DropReason {
    /** A packet is no RTP, or of another payload type. */
    NOT_RTP,
    /** A packet is of another sender, or has a number that none could have that is due. */
    STRAY,
    /** A packet carries a payload structure that is malformed or of a kind that was not negotiated. */
    MALFORMED,
    /** A packet came twice, or too late to be put in its place. */
    LATE,
    /** An access unit lost a part. */
    DAMAGED,
    /** An access unit refers, or may refer, to one that was lost; this goes on until the next key frame. */
    NO_KEY_FRAME,
    /** An access unit came before any usable parameter sets. */
    NO_PARAMETER_SETS,
    /** An access unit is larger than its limit. */
    TOO_LARGE,
    /** The kit's memory for frames was used up. */
    NO_MEMORY
}
