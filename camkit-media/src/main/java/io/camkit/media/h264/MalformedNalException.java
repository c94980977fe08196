package io.camkit.media.h264;

/** A NAL unit does not read as its standard says. */
final class MalformedNalException extends Exception {
    private static final long serialVersionUID = 1L;

    MalformedNalException(String what) {
        super(what, null, false, false);
    }
}
