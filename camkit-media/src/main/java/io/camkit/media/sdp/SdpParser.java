package io.camkit.media.sdp;

import io.camkit.CamkitException;
import io.camkit.CamkitException.Retry;
import io.camkit.media.sdp.MediaDescription.Direction;
import io.camkit.spi.Nullable;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Reads a session description line by line. */
final class SdpParser {
    private static final int MAX_MEDIA = 32;
    private static final int MAX_FORMATS = 64;

    private final List<MediaDescription> media = new ArrayList<>();
    private String name = "";
    private String control = "";
    private Direction direction = Direction.SENDRECV;
    private @Nullable Section section;

    static Sdp parse(ByteBuffer text) {
        if (text.remaining() > Sdp.MAX_BYTES) {
            throw new CamkitException(
                    "CK-3102",
                    "the session description has " + text.remaining() + " bytes, more than " + Sdp.MAX_BYTES,
                    "",
                    "check that the address is a camera's.",
                    Retry.RETRY_SLOWLY);
        }
        var parser = new SdpParser();
        String decoded = StandardCharsets.UTF_8.decode(text.duplicate()).toString();
        decoded.lines().forEach(parser::line);
        return parser.finish();
    }

    private void line(String raw) {
        String line = raw.strip();
        if (line.length() < 2 || line.charAt(1) != '=') {
            return;
        }
        String value = line.substring(2).strip();
        switch (line.charAt(0)) {
            case 's' -> name = section == null ? value : name;
            case 'm' -> media(value);
            case 'a' -> attribute(value);
            default -> {
                // origin, connection, times and the like: RTSP says these in other ways
            }
        }
    }

    private void media(String value) {
        endSection();
        if (media.size() == MAX_MEDIA) {
            throw unreadable("it has more than " + MAX_MEDIA + " sections");
        }
        section = new Section(value.split("\\s+"), direction);
    }

    private void attribute(String value) {
        int colon = value.indexOf(':');
        String attribute =
                (colon < 0 ? value : value.substring(0, colon)).strip().toLowerCase(Locale.ROOT);
        String content = colon < 0 ? "" : value.substring(colon + 1).strip();
        if (section != null) {
            section.attribute(attribute, content);
        } else if (attribute.equals("control")) {
            control = content;
        } else {
            direction = direction(attribute, direction);
        }
    }

    private static Direction direction(String attribute, Direction otherwise) {
        return switch (attribute) {
            case "sendrecv" -> Direction.SENDRECV;
            case "sendonly" -> Direction.SENDONLY;
            case "recvonly" -> Direction.RECVONLY;
            case "inactive" -> Direction.INACTIVE;
            default -> otherwise;
        };
    }

    private void endSection() {
        if (section != null) {
            media.add(section.finish());
            section = null;
        }
    }

    private Sdp finish() {
        endSection();
        if (media.isEmpty()) {
            throw unreadable("it has no media section");
        }
        return new Sdp(name, control, media);
    }

    private static CamkitException unreadable(String why) {
        return new CamkitException(
                "CK-3101",
                "the session description is unusable: " + why,
                "",
                "check the path of the address.",
                Retry.RETRY_SLOWLY);
    }

    /** One {@code m=} line and the attributes under it. */
    private static final class Section {
        private final String[] words;
        private final Map<Integer, String> maps = new HashMap<>();
        private final Map<Integer, Map<String, String>> parameters = new HashMap<>();
        private String control = "";
        private Direction direction;
        private double frameRate;
        private final Set<String> feedback = new HashSet<>();

        Section(String[] words, Direction direction) {
            this.words = words;
            this.direction = direction;
        }

        void attribute(String name, String value) {
            switch (name) {
                case "control" -> control = value;
                case "framerate" -> frameRate = frameRate(value);
                case "rtcp-fb" -> feedback(value.split("\\s+", 2));
                case "rtpmap" -> {
                    String[] parts = value.split("\\s+", 2);
                    int type = number(parts[0], 127);
                    if (type >= 0 && parts.length == 2) {
                        maps.put(type, parts[1]);
                    }
                }
                case "fmtp" -> {
                    String[] parts = value.split("\\s+", 2);
                    int type = number(parts[0], 127);
                    if (type >= 0 && parts.length == 2) {
                        parameters.put(type, parameters(parts[1]));
                    }
                }
                default -> direction = direction(name, direction);
            }
        }

        /** Of whichever format: a camera that knows a request knows it for all. */
        private void feedback(String[] words) {
            if (words.length == 2 && feedback.size() < MAX_FORMATS) {
                feedback.add(words[1].strip().replaceAll("\\s+", " ").toLowerCase(Locale.ROOT));
            }
        }

        private static double frameRate(String value) {
            try {
                double rate = Double.parseDouble(value);
                return rate > 0 && rate <= 1000 ? rate : 0;
            } catch (NumberFormatException e) {
                return 0;
            }
        }

        private static Map<String, String> parameters(String text) {
            Map<String, String> all = new HashMap<>();
            for (String parameter : text.split(";")) {
                int equals = parameter.indexOf('=');
                String key = (equals < 0 ? parameter : parameter.substring(0, equals)).strip();
                if (!key.isEmpty()) {
                    all.put(
                            key.toLowerCase(Locale.ROOT),
                            equals < 0 ? "" : parameter.substring(equals + 1).strip());
                }
            }
            return all;
        }

        MediaDescription finish() {
            List<RtpFormat> formats = new ArrayList<>();
            for (int i = 3; i < words.length && formats.size() < MAX_FORMATS; i++) {
                int type = number(words[i], 127);
                if (type >= 0) {
                    formats.add(format(type));
                }
            }
            String kind = words[0].toLowerCase(Locale.ROOT);
            String protocol = words.length > 2 ? words[2] : "";
            return new MediaDescription(kind, protocol, formats, control, direction, frameRate, feedback);
        }

        private RtpFormat format(int type) {
            Map<String, String> own = parameters.getOrDefault(type, Map.of());
            String map = maps.getOrDefault(type, staticMap(type));
            String[] parts = map.split("/", -1);
            int clockRate = parts.length > 1 ? Math.max(0, number(parts[1], 1 << 20)) : 0;
            int channels = parts.length > 2 ? Math.max(1, number(parts[2], 255)) : 1;
            return new RtpFormat(type, parts[0].strip().toUpperCase(Locale.ROOT), clockRate, channels, own);
        }

        /** RFC 3551, section 6, as far as cameras use it. */
        private static String staticMap(int type) {
            return switch (type) {
                case 0 -> "PCMU/8000";
                case 8 -> "PCMA/8000";
                case 14 -> "MPA/90000";
                case 26 -> "JPEG/90000";
                case 33 -> "MP2T/90000";
                default -> "";
            };
        }

        private static int number(String text, int max) {
            try {
                int value = Integer.parseInt(text.strip());
                return value <= max ? value : -1;
            } catch (NumberFormatException e) {
                return -1;
            }
        }
    }
}
