package io.camkit.source.test;

import io.camkit.CamkitException;
import io.camkit.Codec;
import io.camkit.SourceSpec;
import io.camkit.spi.Source;

/**
 * A camera that needs no camera: {@code TestCamera.clock().size(640, 360).codec(Codec.H264)}.
 *
 * <p>JPEG is drawn frame by frame. H.264 is a clip of ten seconds, made from the same pictures and looped with continuous time stamps; its
 * clock and barcode begin anew with every round.
 *
 * <p><b>Errors.</b> Every method that would make a camera that cannot be refuses with a {@link CamkitException} {@code CK-23xx} that
 * says what can.
 *
 * <p><b>Threading.</b> Immutable.
 *
 * @param width pixels, even, 64 to 1920; of H.264 1280 or 640
 * @param height pixels, even, 48 to 1080; of H.264 720 or 360
 * @param frameRate frames a second, 1 to 60; of H.264 25
 * @param codec JPEG or H.264
 */
public record TestCamera(int width, int height, int frameRate, Codec codec) implements SourceSpec {
    private static final int LEAST_WIDTH = 64;
    private static final int MOST_WIDTH = 1920;
    private static final int LEAST_HEIGHT = 48;
    private static final int MOST_HEIGHT = 1080;
    private static final int MOST_FRAME_RATE = 60;

    /** Checks. */
    public TestCamera {
        if (outside(width, LEAST_WIDTH, MOST_WIDTH) || outside(height, LEAST_HEIGHT, MOST_HEIGHT)) {
            throw fault(
                    "CK-2301",
                    "a test camera cannot have " + width + "x" + height + " pixels",
                    "give it an even width of 64 to 1920 and an even height of 48 to 1080");
        }
        if (frameRate < 1 || frameRate > MOST_FRAME_RATE) {
            throw fault(
                    "CK-2302",
                    "a test camera cannot send " + frameRate + " frames a second",
                    "set `fps` to a number from 1 to 60");
        }
        if (codec != Codec.JPEG && codec != Codec.H264) {
            throw fault("CK-2303", "a test camera cannot send " + codec, "set `codec` to jpeg or h264");
        }
        if (codec == Codec.H264 && (frameRate != Clip.FRAME_RATE || !Clip.exists(width, height))) {
            throw fault(
                    "CK-2304",
                    "there is no H.264 test camera of " + width + "x" + height + " at " + frameRate + " fps",
                    "choose 1280x720 or 640x360 at 25 fps, or `codec=jpeg` for any size");
        }
    }

    private static boolean outside(int side, int least, int most) {
        return side < least || side > most || side % 2 != 0;
    }

    static CamkitException fault(String code, String what, String mend) {
        return new CamkitException(code, what, "", mend, CamkitException.Retry.GIVE_UP);
    }

    /** Clock, barcode and moving shapes: JPEG, 1280x720, 25 frames a second. */
    public static TestCamera clock() {
        return new TestCamera(1280, 720, 25, Codec.JPEG);
    }

    /** The same with another size in pixels. */
    public TestCamera size(int otherWidth, int otherHeight) {
        return new TestCamera(otherWidth, otherHeight, frameRate, codec);
    }

    /** The same with another rate. */
    public TestCamera frameRate(int framesPerSecond) {
        return new TestCamera(width, height, framesPerSecond, codec);
    }

    /** The same as JPEG or H.264. */
    public TestCamera codec(Codec other) {
        return new TestCamera(width, height, frameRate, other);
    }

    @Override
    public String describe() {
        return "test:clock?width=" + width + "&height=" + height + "&fps=" + frameRate + "&codec="
                + (codec == Codec.H264 ? "h264" : "jpeg");
    }

    @Override
    public Source open() {
        return new PacedSource(this);
    }
}
