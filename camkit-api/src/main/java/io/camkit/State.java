package io.camkit;

/** Where a stream or a camera stands. A camera's state is that of its main stream. */
public enum State {
    /** Assembled, not started. */
    NEW,
    /** Connecting; no frame of this attempt yet. */
    STARTING,
    /** Frames arrive. */
    RUNNING,
    /** An attempt ended; the next one is due. */
    BACKING_OFF,
    /** Told to end, not finished. */
    STOPPING,
    /** Ended because it was told to. */
    STOPPED,
    /** Ended for good: only another specification can help. */
    FAILED
}
