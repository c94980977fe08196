package io.camkit;

/** A source that can be asked for a key frame. */
public interface KeyFrames {
    /** Asks once; returns at once. The frame comes when the camera sends it, or never. */
    void request();
}
