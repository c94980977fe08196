package io.camkit.codec.javacv;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** The kinds of input, and what FFmpeg may use for each: nothing else is opened, whatever an address or a playlist says. */
enum InputKind {
    /** A file of this machine. Playlists, which name other files, are none. */
    FILE("", "file", Formats.FILES, true),
    /** A camera of this machine, by Video for Linux. */
    V4L2("video4linux2", "", "video4linux2,v4l2", false),
    /** Adobe's protocol. */
    RTMP("flv", "rtmp,tcp", "flv", false),
    /** The same over TLS. */
    RTMPS("flv", "rtmps,tls,tcp", "flv", false),
    /** Secure Reliable Transport, with an MPEG transport stream. */
    SRT("mpegts", "srt", "mpegts", false),
    /** HLS, or a stream in one piece. */
    HTTP("", "http,https,tls,tcp,crypto", Formats.WEB, true),
    /** The same over TLS, which no playlist and no redirect leaves. */
    HTTPS("", "https,tls,tcp,crypto", Formats.WEB, true),
    /** For cameras that camkit's own client does not understand. */
    RTSP("rtsp", "tcp", "rtsp", false),
    /** The same over TLS. */
    RTSPS("rtsp", "tls,tcp", "rtsp", false);

    /** Names of FFmpeg's demuxers. */
    private static final class Formats {
        private static final String FILES = "mov,matroska,webm,mpegts,flv,avi,h264,hevc,mjpeg,ogg,asf";
        private static final String WEB = "hls,mpegts,mov,flv,aac,mpjpeg";
    }

    private final String format;
    private final String protocols;
    private final String formats;
    private final boolean paced;

    InputKind(String format, String protocols, String formats, boolean paced) {
        this.format = format;
        this.protocols = protocols;
        this.formats = formats;
        this.paced = paced;
    }

    /** The kind with this scheme. */
    static Optional<InputKind> of(String scheme) {
        return Stream.of(values()).filter(kind -> kind.scheme().equals(scheme)).findFirst();
    }

    String scheme() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The one demuxer; empty when FFmpeg finds it out among {@link #formats()}. */
    String format() {
        return format;
    }

    /** The protocols that may be opened, for any reason. */
    String protocols(boolean overUdp) {
        return overUdp ? protocols + ",rtp,udp" : protocols;
    }

    /** The demuxers that may be used. */
    String formats() {
        return formats;
    }

    /** Whether it comes as fast as it is read. */
    boolean paced() {
        return paced;
    }

    boolean onNetwork() {
        return this != FILE && this != V4L2;
    }

    /** Whether it connects to its host and to nothing else, so that the host's checked address can take the name's place. */
    boolean confined() {
        return this == RTMP || this == SRT;
    }

    boolean secure() {
        return this == RTMPS || this == HTTPS || this == RTSPS;
    }

    boolean rtsp() {
        return this == RTSP || this == RTSPS;
    }
}
