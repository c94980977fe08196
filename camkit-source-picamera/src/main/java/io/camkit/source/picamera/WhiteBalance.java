package io.camkit.source.picamera;

/** The light that a camera takes for white. */
public enum WhiteBalance {
    /** Found out from the picture. */
    AUTO,
    /** Light bulbs. */
    INCANDESCENT,
    /** Tungsten lamps. */
    TUNGSTEN,
    /** Fluorescent tubes. */
    FLUORESCENT,
    /** Indoor lighting in general. */
    INDOOR,
    /** The sun. */
    DAYLIGHT,
    /** An overcast sky. */
    CLOUDY
}
