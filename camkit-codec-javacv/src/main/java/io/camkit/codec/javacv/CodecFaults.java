package io.camkit.codec.javacv;

import io.camkit.CamkitException;
import io.camkit.CamkitException.Retry;
import io.camkit.Frame;
import io.camkit.Track;

/** What can be wrong with a conversion, in words for a person. */
final class CodecFaults {
    private CodecFaults() {}

    static CamkitException nativesMissing(String platform, String artifacts) {
        return new CamkitException(
                "CK-4001",
                "no FFmpeg for " + platform + " on the class path",
                "",
                "add " + artifacts + ", or ask for what the camera sends as it is",
                Retry.GIVE_UP);
    }

    static CamkitException nativesBroken(Throwable why) {
        return new CamkitException(
                "CK-4002",
                "FFmpeg does not load: " + why,
                "",
                "check that all artifacts of org.bytedeco have the versions in docs/codecs.md, and that the folder "
                        + "~/.javacpp/cache can be written",
                Retry.RETRY_SLOWLY,
                why);
    }

    static CamkitException tooLarge(Track track) {
        return new CamkitException(
                "CK-4101",
                track + " has more than 16 megapixels",
                "",
                "set the camera to a smaller picture, or use its second stream",
                Retry.RETRY_SLOWLY);
    }

    static CamkitException noEncoder(Size size) {
        return new CamkitException(
                "CK-4102",
                "no H.264 encoder takes pictures of " + size,
                "",
                "ask for a width from 16 to 3840",
                Retry.RETRY_SLOWLY);
    }

    static CamkitException failed(String call, String why) {
        return new CamkitException(
                "CK-4103",
                "FFmpeg failed in " + call + ": " + why,
                "",
                "nothing, the conversion is started again; if it happens often, report it with the lines before in the log",
                Retry.RETRY);
    }

    static CamkitException startedAnew() {
        return new CamkitException(
                "CK-4104",
                "the camera's time stamps began anew",
                "",
                "nothing, the conversion is started again",
                Retry.RETRY);
    }

    static CamkitException soundRefused(String who, Track track, String why) {
        return new CamkitException(
                "CK-4106",
                "FFmpeg's " + who + " does not take " + track + ": " + why,
                "",
                "set the camera's sound to AAC-LC, G.711 or off",
                Retry.RETRY_SLOWLY);
    }

    static CamkitException pictureUnreadable(Frame frame, String why) {
        return new CamkitException(
                "CK-4107",
                "a " + frame.track() + " of " + frame.size() + " bytes cannot be read: " + why,
                "",
                "leave it out, the next one comes; if none can be read, ask the camera for I420",
                Retry.RETRY);
    }

    /** A child answers in a language of its own: a defect, or it was taken over. */
    static CamkitException unintelligible(String what) {
        return new CamkitException(
                "CK-4105",
                "the child sent what it should not: " + what,
                "",
                "nothing, the conversion is started again; if it happens often, report it",
                Retry.RETRY);
    }
}
