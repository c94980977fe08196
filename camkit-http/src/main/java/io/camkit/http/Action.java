package io.camkit.http;

/** What a principal may do with a camera. Every route declares one. */
public enum Action {
    /** Anybody, without asking who: health, static files. */
    PUBLIC,
    /** See live pictures and state. */
    VIEW,
    /** See recordings. */
    PLAYBACK,
    /** Speak through the camera. */
    TALK,
    /** Move the camera, send device commands. */
    CONTROL,
    /** Start and stop recordings. */
    RECORD,
    /** Be the camera: send frames. */
    INGEST,
    /** Add, change and remove cameras. */
    CONFIGURE
}
