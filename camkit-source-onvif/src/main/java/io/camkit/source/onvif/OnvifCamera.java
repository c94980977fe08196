package io.camkit.source.onvif;

import java.util.List;

/**
 * What a device says of itself. Everything is in its own words, as far as it says it.
 *
 * @param manufacturer who made it
 * @param model which one it is
 * @param firmware the version of its software
 * @param serialNumber of this one
 * @param profiles the streams that it offers, in its order
 */
public record OnvifCamera(
        String manufacturer, String model, String firmware, String serialNumber, List<Profile> profiles) {

    /**
     * A stream that a device offers.
     *
     * @param token by which it is chosen, see {@link Onvif#profile}
     * @param name for people
     * @param encoding {@code H264}, {@code JPEG} and so on; empty when it has no video
     * @param width in pixels, 0 when it is not said
     * @param height in pixels, 0 when it is not said
     * @param movable whether pan, tilt or zoom go with it
     */
    public record Profile(String token, String name, String encoding, int width, int height, boolean movable) {
        boolean hasVideo() {
            return !encoding.isEmpty();
        }

        boolean isCalled(String wanted) {
            return token.equals(wanted) || name.equals(wanted);
        }
    }
}
