package io.camkit.codec.javacv;

import io.camkit.spi.SourceAddress;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** What may stand in an input's address. */
final class InputOptions {
    private static final Pattern ISOLATION = Pattern.compile("child|inline");
    private static final Pattern ANY = Pattern.compile("any");
    private static final Pattern TRANSPORT = Pattern.compile("tcp|udp");
    private static final Pattern SIZE = Pattern.compile("[1-9]\\d{1,4}x[1-9]\\d{1,4}");
    private static final Pattern RATE = Pattern.compile("[1-9]\\d{0,2}");
    private static final Pattern CODEC = Pattern.compile("mjpeg|h264");

    /** What FFmpeg would take from the query of an SRT address beyond these is not a camera's business: where to listen, for example. */
    private static final Set<String> SRT_QUERY = Set.of("streamid", "passphrase", "pbkeylen", "latency", "mode");

    private InputOptions() {}

    static void check(InputKind kind, SourceAddress address, InputFaults faults) {
        if (kind.onNetwork() == address.host().isEmpty()) {
            throw faults.badAddress(kind.onNetwork() ? "it names no host" : "a file or camera of another host");
        }
        if (!kind.onNetwork()
                && (address.path().isEmpty() || !address.rawQuery().isEmpty())) {
            throw faults.badAddress("it names no file or camera, or has a query, which neither has");
        }
        if (kind == InputKind.FILE && !address.path().startsWith("/")) {
            throw faults.badAddress("a file's path begins at the root");
        }
        if (kind == InputKind.SRT) {
            checkSrt(address, faults);
        }
        Map<String, Pattern> known = known(kind);
        address.options().forEach((name, value) -> {
            Pattern form = known.get(name);
            if (form == null) {
                throw faults.badOption(
                        "there is no option `" + name + "` here", "the options after # are " + names(known));
            }
            if (!form.matcher(value).matches()) {
                throw faults.badOption("`" + name + "` cannot be `" + value + "`", "write " + example(name));
            }
        });
    }

    private static void checkSrt(SourceAddress address, InputFaults faults) {
        if (address.port() < 0) {
            throw faults.badAddress("an SRT address needs its port");
        }
        String written = address.rawQuery();
        if (!written.isEmpty()
                && written.split("&", -1).length != address.query().size()) {
            throw faults.badOption(
                    "something stands in its query twice", "say each once"); // FFmpeg takes the other one
        }
        address.query().forEach((name, value) -> {
            if (!SRT_QUERY.contains(name) || (name.equals("mode") && !value.equals("caller"))) {
                throw faults.badOption(
                        "`" + name + "` cannot be chosen in an SRT address",
                        "use streamid, passphrase, pbkeylen and latency; camkit is the caller");
            }
        });
    }

    private static Map<String, Pattern> known(InputKind kind) {
        Map<String, Pattern> known = new LinkedHashMap<>();
        known.put("isolation", ISOLATION);
        if (kind == InputKind.V4L2) {
            known.put("size", SIZE);
            known.put("fps", RATE);
            known.put("codec", CODEC);
        }
        if (kind == InputKind.RTSP) {
            known.put("transport", TRANSPORT);
        }
        if (kind.secure()) {
            known.put("trust", ANY);
        }
        return known;
    }

    private static String names(Map<String, Pattern> known) {
        return String.join(", ", known.keySet());
    }

    private static String example(String name) {
        return switch (name) {
            case "size" -> "width and height like 1280x720";
            case "fps" -> "a whole number like 30";
            case "codec" -> "mjpeg or h264";
            case "transport" -> "tcp or udp";
            case "trust" -> "any, or leave it out";
            default -> "child or inline";
        };
    }
}
