package io.camkit.source.rtsp;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The Transport field for packets on the RTSP connection itself (RFC 2326, sections 10.12 and 12.39). */
final class InterleavedTransport {
    private static final Pattern CHANNELS = Pattern.compile(";\\s*interleaved\\s*=\\s*(\\d{1,3})");

    private InterleavedTransport() {}

    /** What the SETUP of the first, second, … lane asks for: media on an even channel, its reports on the next. */
    static String request(int lane) {
        return "RTP/AVP/TCP;unicast;interleaved=" + 2 * lane + "-" + (2 * lane + 1);
    }

    /** The channel of the media in a server's answer; the one asked for if it names none; -1 if it is another transport. */
    static int mediaChannel(String field, int lane) {
        String transport = field.toLowerCase(Locale.ROOT);
        if (!transport.startsWith("rtp/avp/tcp")) {
            return -1;
        }
        Matcher channels = CHANNELS.matcher(transport);
        int channel = channels.find() ? Integer.parseInt(channels.group(1)) : 2 * lane;
        return channel <= 255 ? channel : -1;
    }
}
