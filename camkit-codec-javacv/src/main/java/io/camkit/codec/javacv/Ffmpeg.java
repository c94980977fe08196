package io.camkit.codec.javacv;

import io.camkit.CamkitException;
import io.camkit.Codec;
import io.camkit.Credentials;
import io.camkit.Secret;
import io.camkit.SourceSpec;
import io.camkit.spi.Source;
import io.camkit.spi.SourceAddress;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What FFmpeg can open and camkit's own sources cannot: RTMP, SRT and HLS, files, USB cameras, and RTSP cameras that are too odd for
 * {@code rtsp://}. Packets pass through as they are: nothing is decoded.
 *
 * <pre>{@code
 * Ffmpeg.input("rtmp://10.0.0.7/live/door")
 * Ffmpeg.input("srt://10.0.0.7:9000?streamid=door")
 * Ffmpeg.input("https://example.org/door/index.m3u8")
 * Ffmpeg.input("/srv/clips/door.mp4")
 * Ffmpeg.input("v4l2:HD%20Webcam%20C270").size(1280, 720).frameRate(30)
 * }</pre>
 *
 * <p>As text it is {@code ffmpeg:} in front of the same. What follows {@code #} are options of camkit's, as the methods of these names explain
 * them: {@code isolation}; {@code transport} of RTSP; {@code trust} of what is over TLS; {@code size}, {@code fps} and {@code codec} of a USB
 * camera.
 *
 * <p>A file is played at its own rate and begins again at its end. FFmpeg opens nothing but what the kind of input needs: no playlist reads a
 * file, and none that came over TLS leaves it.
 *
 * <p>FFmpeg runs in a child JVM, so that its crash is one camera's reconnect; {@link Isolation#INLINE} saves that child's memory.
 *
 * <p>Immutable. Printing it shows no password.
 */
public final class Ffmpeg implements SourceSpec {
    private final SourceAddress address;
    private final InputKind kind;

    private Ffmpeg(SourceAddress address) {
        this.address = address;
        InputFaults faults = new InputFaults("ffmpeg:" + address, "");
        this.kind = InputKind.of(address.scheme())
                .orElseThrow(() -> faults.badAddress("FFmpeg is not used for " + address.scheme() + ":"));
        InputOptions.check(kind, address, faults);
    }

    /**
     * An input by its address. A user and password may stand in it; path and query go to a server as they are.
     *
     * @throws CamkitException {@code CK-4110} or {@code CK-4111} when it is none
     */
    public static Ffmpeg input(String address) {
        return input(address, Optional.empty());
    }

    private static Ffmpeg input(String address, Optional<Credentials> fallback) {
        String text = address.strip();
        return new Ffmpeg(parse(text.startsWith("/") ? "file:" + text : text, fallback));
    }

    private static SourceAddress parse(String text, Optional<Credentials> fallback) {
        try {
            return SourceAddress.parse(text, fallback);
        } catch (CamkitException e) {
            throw new InputFaults("", "").badAddress(e.what()); // without the text, which may carry a password
        }
    }

    /** What an address says: {@code ffmpeg:rtmp://10.0.0.7/live/door}. */
    static Ffmpeg of(SourceAddress address) {
        if (!address.host().isEmpty() || address.path().isEmpty()) {
            throw new InputFaults(address.toString(), "").badAddress("this is no address for FFmpeg");
        }
        String options = address.rawOptions().isEmpty() ? "" : "#" + address.rawOptions();
        return address.within()
                .map(Ffmpeg::new)
                .orElseGet(() -> input(address.target() + options, address.credentials()));
    }

    /**
     * A camera of this machine that Video for Linux knows.
     *
     * @param name as its driver says it; empty if it does not
     * @param device for example {@code /dev/video0}, which may be another camera's after a restart
     */
    public record Camera(String name, String device) {
        /** The camera's address, by its name if it has one. */
        public String address() {
            return VideoDevices.address(this);
        }
    }

    /** The USB and other cameras that Video for Linux has on this machine; none on other systems. */
    public static List<Camera> cameras() {
        return VideoDevices.here().list();
    }

    /** The same input, with a user of its own. */
    public Ffmpeg credentials(String username, String password) {
        return credentials(username, Secret.of(password));
    }

    /** The same input, with a user of its own. */
    public Ffmpeg credentials(String username, Secret password) {
        return new Ffmpeg(address.withCredentials(Optional.of(new Credentials(username, password))));
    }

    /** Of a USB camera: the same with another size in pixels, one that it has. As text {@code #size=1280x720}. */
    public Ffmpeg size(int width, int height) {
        return with("size", width + "x" + height);
    }

    /** Of a USB camera: the same with another rate, one that it has. As text {@code #fps=30}. */
    public Ffmpeg frameRate(int framesPerSecond) {
        return with("fps", String.valueOf(framesPerSecond));
    }

    /** Of a USB camera: what it is to send, JPEG unless said otherwise, or H.264 if it can. As text {@code #codec=h264}. */
    public Ffmpeg codec(Codec codec) {
        return with("codec", codec == Codec.JPEG ? "mjpeg" : codec.name().toLowerCase(Locale.ROOT));
    }

    /** Of RTSP: packets over UDP in place of the connection itself. As text {@code #transport=udp}. */
    public Ffmpeg overUdp() {
        return with("transport", "udp");
    }

    /** Of what is over TLS: any certificate is accepted. As text {@code #trust=any}. */
    public Ffmpeg trustAny() {
        return with("trust", "any");
    }

    /** Where FFmpeg runs: in a child unless said otherwise. As text {@code #isolation=inline}. */
    public Ffmpeg isolation(Isolation where) {
        return with("isolation", where.name().toLowerCase(Locale.ROOT));
    }

    private Ffmpeg with(String option, String value) {
        Map<String, String> options = new LinkedHashMap<>(address.options());
        options.put(option, value);
        String written = options.entrySet().stream()
                .map(each -> each.getKey() + "=" + each.getValue())
                .collect(Collectors.joining("&"));
        return new Ffmpeg(new SourceAddress(
                address.scheme(),
                address.host(),
                address.port(),
                address.path(),
                address.rawQuery(),
                written,
                address.credentials()));
    }

    InputKind kind() {
        return kind;
    }

    SourceAddress address() {
        return address;
    }

    boolean isInline() {
        return "inline".equals(address.options().get("isolation"));
    }

    InputFaults faults() {
        return new InputFaults(describe(), kind.onNetwork() ? address.authority() : "");
    }

    @Override
    public String describe() {
        return "ffmpeg:" + address;
    }

    @Override
    public Source open() {
        return new FfmpegSource(this, new Ordering(this), VideoDevices.here());
    }

    @Override
    public String toString() {
        return describe();
    }
}
