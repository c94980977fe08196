package io.camkit;

/** Which of a camera's streams: the full one, or the small one that the camera offers beside it. */
public enum StreamName {
    /** The full picture. */
    MAIN,
    /** The small picture. */
    SUB
}
