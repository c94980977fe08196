package io.camkit.source.rtsp;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Where cameras of a maker have their streams, as their manuals say; a model may differ.
 *
 * <pre>{@code
 * Rtsp.at(CameraMaker.HIKVISION.at("10.0.0.5", 1).main()).credentials("viewer", password)
 * }</pre>
 */
public enum CameraMaker {
    /** Axis. The resolution of the small stream is one that every model has; MJPEG comes over HTTP too. */
    AXIS(
            "rtsp://HOST/axis-media/media.amp?videocodec=h264&camera=CHANNEL",
            "rtsp://HOST/axis-media/media.amp?videocodec=h264&camera=CHANNEL&resolution=640x360",
            "http://HOST/axis-cgi/mjpg/video.cgi?camera=CHANNEL"),
    /** Hikvision and the many that are made by it. */
    HIKVISION("rtsp://HOST/Streaming/Channels/CHANNEL01", "rtsp://HOST/Streaming/Channels/CHANNEL02", ""),
    /** Dahua, Amcrest, Lorex and others that are made by it. */
    DAHUA(
            "rtsp://HOST/cam/realmonitor?channel=CHANNEL&subtype=0",
            "rtsp://HOST/cam/realmonitor?channel=CHANNEL&subtype=1",
            ""),
    /** Reolink; the large stream of many models is H.265, which has a path of its own with {@code h265} in place of {@code h264}. */
    REOLINK("rtsp://HOST/h264Preview_0CHANNEL_main", "rtsp://HOST/h264Preview_0CHANNEL_sub", ""),
    /** TP-Link Tapo and VIGI, with the camera account that is made in the app. One camera a host. */
    TP_LINK("rtsp://HOST/stream1", "rtsp://HOST/stream2", ""),
    /** A camera of which nothing is known: what most often is right. */
    GENERIC("rtsp://HOST/", "", "");

    private static final int MAX_CHANNEL = 64;
    private static final int MAX_SINGLE_DIGIT = 9;

    private final String main;
    private final String sub;
    private final String mjpeg;

    CameraMaker(String main, String sub, String mjpeg) {
        this.main = main;
        this.sub = sub;
        this.mjpeg = mjpeg;
    }

    /**
     * The addresses of one camera, without user and password.
     *
     * @param main its full stream
     * @param sub its small stream, if the maker's cameras have one
     * @param mjpeg JPEG pictures over HTTP, if the maker's cameras send them
     */
    public record Addresses(String main, Optional<String> sub, Optional<String> mjpeg) {}

    /**
     * The addresses at a host.
     *
     * @param host a name, or an address in digits, an IPv6 one without brackets; a port may not follow
     * @param channel of a recorder or a camera with several eyes, from 1
     * @throws IllegalArgumentException if the channel is not within 1..64
     */
    public Addresses at(String host, int channel) {
        if (channel < 1 || channel > MAX_CHANNEL) {
            throw new IllegalArgumentException("channel " + channel + ": must be 1.." + MAX_CHANNEL);
        }
        return new Addresses(
                filled(main, host, channel),
                Optional.of(sub).filter(known -> !known.isEmpty()).map(known -> filled(known, host, channel)),
                Optional.of(mjpeg).filter(known -> !known.isEmpty()).map(known -> filled(known, host, channel)));
    }

    private static String filled(String form, String host, int channel) {
        return form.replace("0CHANNEL", (channel > MAX_SINGLE_DIGIT ? "" : "0") + channel)
                .replace("CHANNEL", String.valueOf(channel))
                .replace("HOST", host.contains(":") ? "[" + host + "]" : host);
    }

    /** The main streams that a camera of an unknown maker may have at a host: each maker's, then paths that others use. */
    public static List<String> candidates(String host) {
        List<String> all = new ArrayList<>();
        for (CameraMaker maker : values()) {
            all.add(maker.at(host, 1).main());
        }
        String authority = host.contains(":") ? "[" + host + "]" : host;
        for (String path :
                List.of("live", "live/ch0", "live/ch00_0", "h264", "video1", "onvif1", "11", "1/h264major")) {
            all.add("rtsp://" + authority + "/" + path);
        }
        return List.copyOf(all);
    }
}
