package io.camkit.codec.javacv;

import io.camkit.CamkitException;
import io.camkit.Credentials;
import io.camkit.net.NetworkFailure;
import io.camkit.net.Resolver;
import io.camkit.spi.SourceAddress;
import java.net.InetAddress;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Turns an input's address into what FFmpeg is to do. */
final class Ordering {
    private static final int RTMP_PORT = 1935;
    private static final String ONE_HOST = "127.0.0.1";

    /** Where systems keep whom they trust: FFmpeg brings no list of its own. */
    private static final List<Path> AUTHORITIES = List.of(
            Path.of("/etc/ssl/certs/ca-certificates.crt"),
            Path.of("/etc/pki/tls/certs/ca-bundle.crt"),
            Path.of("/etc/ssl/cert.pem"));

    private final List<Path> authorities;
    private final SourceAddress address;
    private final InputKind kind;
    private final InputFaults faults;
    private final Map<String, String> options = new LinkedHashMap<>();

    /** With whom the system trusts. */
    Ordering(Ffmpeg input) {
        this(input, AUTHORITIES);
    }

    /** @param authorities files of certificates, of which the first that is there counts */
    Ordering(Ffmpeg input, List<Path> authorities) {
        this.authorities = authorities;
        this.address = input.address();
        this.kind = input.kind();
        this.faults = input.faults();
    }

    /**
     * Looks up the host.
     *
     * @throws CamkitException if nobody is to connect there, or nobody can
     */
    InputOrder order(Resolver resolver, VideoDevices devices) {
        options.put(
                "protocol_whitelist",
                kind.protocols("udp".equals(address.options().get("transport"))));
        options.put("format_whitelist", kind.formats());
        options.put("max_streams", "64");
        String url = switch (kind) {
            case FILE -> file(resolver);
            case V4L2 -> camera(devices);
            default -> network(resolver);
        };
        return new InputOrder(url, kind.format(), options, kind.paced(), kind == InputKind.FILE);
    }

    private String file(Resolver resolver) {
        requireOwnGround(resolver, "a file of this machine is played for nobody who may only add cameras");
        Path file = path(decoded(address.path()));
        if (!Files.isRegularFile(file) || !Files.isReadable(file)) {
            throw faults.unreadable(Files.exists(file) ? "it is a folder, or closed to this user" : "there is none");
        }
        return "file:" + file;
    }

    private Path path(String text) {
        try {
            return Path.of(text);
        } catch (InvalidPathException e) {
            throw faults.unreadable("no file can be called so");
        }
    }

    private String camera(VideoDevices devices) {
        String wanted = decoded(address.path());
        Map<String, String> chosen = address.options();
        options.put("input_format", chosen.getOrDefault("codec", "mjpeg"));
        Optional.ofNullable(chosen.get("size")).ifPresent(size -> options.put("video_size", size));
        Optional.ofNullable(chosen.get("fps")).ifPresent(rate -> options.put("framerate", rate));
        return devices.device(wanted)
                .orElseThrow(() -> faults.noSuchCamera(
                        devices.list().stream().map(Ffmpeg.Camera::address).toList()));
    }

    private String network(Resolver resolver) {
        String host = confinedTo(resolver);
        if (kind.rtsp()) {
            options.put("rtsp_transport", address.options().getOrDefault("transport", "tcp"));
        }
        if (kind == InputKind.SRT || kind == InputKind.HTTP || kind == InputKind.HTTPS) {
            options.put("probesize", "65536");
        }
        if (kind == InputKind.RTMP || kind == InputKind.RTMPS) {
            options.put("rtmp_live", "live");
        }
        if (kind == InputKind.HTTPS) {
            options.put("http_persistent", "0"); // so that every segment is opened, and seen to be where it should be
        }
        if (kind.secure()) {
            trust();
        }
        String user = address.credentials().map(Ordering::userInfo).orElse("");
        String port = address.port() < 0 ? "" : ":" + address.port();
        return address.scheme() + "://" + user + bracketed(host) + port + address.target();
    }

    /** What FFmpeg is to connect to: the checked address where it connects nowhere else, the name where a server may send it on. */
    private String confinedTo(Resolver resolver) {
        try {
            InetAddress first = resolver.resolve(address.host()).get(0);
            if (!kind.confined()) {
                requireOwnGround(
                        resolver,
                        "a playlist or a server's redirect decides where FFmpeg connects, and camkit cannot check it");
                return address.host();
            }
            if (kind == InputKind.RTMP) {
                options.put("rtmp_tcurl", tcUrl());
            }
            return withoutScope(first.getHostAddress());
        } catch (UnknownHostException e) {
            throw NetworkFailure.of(e, address.authority());
        }
    }

    /** An IPv6 zone means nothing to FFmpeg. */
    private static String withoutScope(String digits) {
        int scope = digits.indexOf('%');
        return scope < 0 ? digits : digits.substring(0, scope);
    }

    /** Servers tell their sites apart by the name in it: the application is what stands in front of the stream's name. */
    private String tcUrl() {
        String[] parts =
                address.path().substring(Math.min(1, address.path().length())).split("/", 3);
        String application = parts.length > 2 ? parts[0] + "/" + parts[1] : parts[0];
        int port = address.port() < 0 ? RTMP_PORT : address.port();
        return "rtmp://" + bracketed(address.host()) + ":" + port + "/" + application;
    }

    /** Whoever may connect to this machine itself may also have it read its files, and be led where a server likes. */
    private void requireOwnGround(Resolver resolver, String why) {
        try {
            resolver.resolve(ONE_HOST);
        } catch (CamkitException | UnknownHostException e) {
            throw faults.ownGround(why);
        }
    }

    private void trust() {
        if (address.options().containsKey("trust")) {
            return;
        }
        Path trusted =
                authorities.stream().filter(Files::isReadable).findFirst().orElseThrow(faults::noAuthorities);
        options.put("tls_verify", "1");
        options.put("ca_file", trusted.toString());
    }

    private static String userInfo(Credentials user) {
        return encoded(user.username()) + ":" + encoded(user.password().reveal()) + "@";
    }

    private static String bracketed(String host) {
        return host.contains(":") ? "[" + host + "]" : host;
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }
}
