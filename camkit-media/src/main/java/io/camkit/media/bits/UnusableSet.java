package io.camkit.media.bits;

import io.camkit.CamkitException;
import io.camkit.CamkitException.Retry;

/** The errors that unusable parameter sets end in. */
public final class UnusableSet {
    private UnusableSet() {}

    /** {@code CK-3111}. */
    public static CamkitException unreadable(String codec, MalformedException why) {
        return unreadable(codec, String.valueOf(why.getMessage()));
    }

    /** {@code CK-3111}. */
    public static CamkitException unreadable(String codec, String why) {
        return new CamkitException(
                "CK-3111",
                "an " + codec + " parameter set is unreadable: " + why,
                "",
                "check the camera's encoder settings and firmware.",
                Retry.RETRY_SLOWLY);
    }

    /** {@code CK-3112} if the picture has more than {@code maxSide} pixels a side. */
    public static void requireSize(String codec, int width, int height, int maxSide) {
        if (width > maxSide || height > maxSide) {
            throw new CamkitException(
                    "CK-3112",
                    "the " + codec + " picture is " + width + "x" + height + ", larger than " + maxSide
                            + " pixels a side",
                    "",
                    "set a smaller picture in the camera.",
                    Retry.RETRY_SLOWLY);
        }
    }
}
