package io.camkit.source.picamera;

/** How a camera chooses between exposure time and gain. */
public enum Exposure {
    /** The camera's usual balance. */
    NORMAL,
    /** Short times, more noise: for what moves fast. */
    SPORT,
    /** Long times, less noise: for what stands still. */
    LONG
}
