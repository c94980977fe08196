package io.camkit.source.rtsp;

import io.camkit.media.sdp.MediaDescription;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The Transport field of a SETUP (RFC 2326, sections 10.12 and 12.39), as a server answers it.
 *
 * @param kind what the server chose
 * @param first the channel of the media, or the server's port for it; -1 when it was not named
 * @param second the same for reports
 */
record TransportField(Kind kind, int first, int second) {
    enum Kind {
        /** Over the RTSP connection itself. */
        TCP,
        /** To one receiver's UDP ports. */
        UDP,
        /** Something that nobody asked for. */
        OTHER
    }

    private static final int LAST_CHANNEL = 255;
    private static final int LAST_PORT = 65_535;
    private static final Pattern CHANNELS = parameter("interleaved");
    private static final Pattern SERVER_PORTS = parameter("server_port");

    private static Pattern parameter(String name) {
        return Pattern.compile(";\\s*" + name + "\\s*=\\s*(\\d{1,5})(?:\\s*-\\s*(\\d{1,5}))?");
    }

    /** What the SETUP of the first, second, … lane asks for over TCP: media on an even channel, its reports on the next. */
    static String interleaved(MediaDescription media, int lane) {
        return profile(media) + "/TCP;unicast;interleaved=" + 2 * lane + "-" + (2 * lane + 1);
    }

    /** What a SETUP asks for over UDP, with an even port for media and the next for its reports. */
    static String ports(MediaDescription media, int port) {
        return profile(media) + ";unicast;client_port=" + port + "-" + (port + 1);
    }

    /** Servers compare it with their description, where feedback has a profile of its own (RFC 4585). */
    private static String profile(MediaDescription media) {
        return media.protocol().toUpperCase(Locale.ROOT).startsWith("RTP/AVPF") ? "RTP/AVPF" : "RTP/AVP";
    }

    /** Reads an answer; what cannot be read is not named. */
    static TransportField parse(String field) {
        String transport = field.toLowerCase(Locale.ROOT);
        Kind kind = kind(transport);
        Matcher numbers = (kind == Kind.TCP ? CHANNELS : SERVER_PORTS).matcher(transport);
        if (kind == Kind.OTHER || !numbers.find()) {
            return new TransportField(kind, -1, -1);
        }
        int limit = kind == Kind.TCP ? LAST_CHANNEL : LAST_PORT;
        int first = number(numbers.group(1), limit);
        int second = numbers.group(2) == null ? within(first + 1, limit) : number(numbers.group(2), limit);
        return new TransportField(kind, first, second);
    }

    private static Kind kind(String transport) {
        if (transport.startsWith("rtp/avp/tcp") || transport.startsWith("rtp/avpf/tcp")) {
            return Kind.TCP;
        }
        return transport.startsWith("rtp/avp") && !transport.contains("multicast") ? Kind.UDP : Kind.OTHER;
    }

    private static int number(String digits, int limit) {
        return within(Integer.parseInt(digits), limit);
    }

    private static int within(int number, int limit) {
        return number <= limit ? number : -1;
    }
}
