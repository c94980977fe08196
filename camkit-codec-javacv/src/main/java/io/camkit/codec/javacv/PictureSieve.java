package io.camkit.codec.javacv;

import io.camkit.Frame;

/** Leaves out pictures between key frames where those are enough, and JPEGs and the like that are too many. */
final class PictureSieve implements Sieve {
    private final boolean keyFramesOnly;
    private final PicturePace pace;

    PictureSieve(PictureConversion conversion) {
        keyFramesOnly = conversion.keyFramesOnly();
        pace = new PicturePace(conversion.maxFrameRate());
    }

    @Override
    public Verdict judge(Frame frame) {
        if (keyFramesOnly && !frame.keyFrame()) {
            return Verdict.SIGN_OF_LIFE;
        }
        boolean tooMany = frame.track().codec().everyFrameKey() && !pace.due(frame.ptsNanos());
        return tooMany ? Verdict.LEFT_OUT : Verdict.NEEDED;
    }
}
