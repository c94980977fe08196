package io.camkit.sink.webrtc.sdp;

import io.camkit.media.sdp.MediaDescription.Direction;
import io.camkit.media.sdp.RtpFormat;
import io.camkit.sink.webrtc.rtp.StreamIds;
import io.camkit.spi.Nullable;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Writes an answer: every section of the offer, those refused that nothing is said about (RFC 8829, section 5.3.1). */
public final class Answer {
    /** The name that the streams of one camera have in common. */
    public static final String CANONICAL_NAME = "camkit";

    private static final int AUDIO_CHANNELS = 2;

    private final Offer offer;
    private final Map<Integer, AnsweredMedia> answered;
    private final LocalTransport transport;
    private final StringBuilder text = new StringBuilder();

    private Answer(Offer offer, Map<Integer, AnsweredMedia> answered, LocalTransport transport) {
        this.offer = offer;
        this.answered = new TreeMap<>(answered);
        this.transport = transport;
    }

    /**
     * An answer.
     *
     * @param answered by a section's index in the offer; at least one
     * @param sessionNumber chosen at random, not negative
     */
    public static String to(
            Offer offer, Map<Integer, AnsweredMedia> answered, LocalTransport transport, long sessionNumber) {
        Answer answer = new Answer(offer, answered, transport);
        answer.session(sessionNumber);
        IntStream.range(0, offer.media().size()).forEach(answer::section);
        return answer.text.toString();
    }

    private void session(long number) {
        line("v=0");
        line("o=- " + number + " 1 IN IP4 127.0.0.1");
        line("s=-");
        line("t=0 0");
        line("a=group:BUNDLE " + answered.keySet().stream().map(this::mid).collect(Collectors.joining(" ")));
        line("a=msid-semantic: WMS *");
        if (transport.lite()) {
            line("a=ice-lite");
        }
    }

    private String mid(int section) {
        return offer.media().get(section).mid();
    }

    private void section(int index) {
        AnsweredMedia media = answered.get(index);
        if (media == null) {
            refused(offer.media().get(index));
            return;
        }
        String kind = offer.media().get(index).media().kind();
        RtpFormat format = media.format();
        StreamIds sent = media.sent();
        int repairType = sent == null ? -1 : sent.repairType();
        String protocol = offer.media().get(index).media().protocol();
        line("m=" + kind + " 9 " + protocol + " " + format.payloadType() + (repairType < 0 ? "" : " " + repairType));
        line("c=IN IP4 0.0.0.0");
        line("a=mid:" + mid(index));
        line("a=" + media.direction().name().toLowerCase(Locale.ROOT));
        transport(index == answered.keySet().iterator().next());
        format(format, kind, offer.media().get(index).media().feedback());
        if (repairType >= 0) {
            line("a=rtpmap:" + repairType + " rtx/" + format.clockRate());
            line("a=fmtp:" + repairType + " apt=" + format.payloadType());
        }
        if (sent != null) {
            streams(kind, sent);
        }
    }

    private void refused(OfferedMedia media) {
        String formats = media.media().formats().stream()
                .map(format -> Integer.toString(format.payloadType()))
                .collect(Collectors.joining(" "));
        line("m=" + media.media().kind() + " 0 " + media.media().protocol() + " "
                + (formats.isEmpty() ? "0" : formats));
        line("c=IN IP4 0.0.0.0");
        if (!media.mid().isEmpty()) {
            line("a=mid:" + media.mid());
        }
        line("a=" + Direction.INACTIVE.name().toLowerCase(Locale.ROOT));
    }

    /** @param first whether candidates stand here: one section speaks for the whole bundle */
    private void transport(boolean first) {
        line("a=rtcp-mux");
        line("a=rtcp-rsize");
        line("a=ice-ufrag:" + transport.ufrag());
        line("a=ice-pwd:" + transport.password());
        line("a=fingerprint:" + transport.fingerprint());
        line("a=setup:passive");
        if (first) {
            transport.candidates().forEach(candidate -> line("a=" + candidate));
            if (transport.lite()) {
                line("a=end-of-candidates");
            }
        }
    }

    /** @param offered what the peer may ask for: what it does not offer is not answered (RFC 4585, section 4.2) */
    private void format(RtpFormat format, String kind, Set<String> offered) {
        int type = format.payloadType();
        String name = format.encoding().equals("OPUS") ? "opus" : format.encoding();
        boolean stereo = kind.equals("audio") && format.channels() == AUDIO_CHANNELS;
        line("a=rtpmap:" + type + " " + name + "/" + format.clockRate() + (stereo ? "/" + AUDIO_CHANNELS : ""));
        if (!format.parameters().isEmpty()) {
            line("a=fmtp:" + type + " "
                    + new TreeMap<>(format.parameters())
                            .entrySet().stream().map(Answer::parameter).collect(Collectors.joining(";")));
        }
        if (kind.equals("video")) {
            List.of("nack", "nack pli", "ccm fir").stream()
                    .filter(offered::contains)
                    .forEach(feedback -> line("a=rtcp-fb:" + type + " " + feedback));
        }
    }

    private static String parameter(Map.Entry<String, @Nullable String> parameter) {
        String value = parameter.getValue();
        return value == null || value.isEmpty() ? parameter.getKey() : parameter.getKey() + "=" + value;
    }

    /** The primary source stands first: its place says which one it is. */
    private void streams(String kind, StreamIds sent) {
        line("a=msid:" + CANONICAL_NAME + " " + kind);
        if (sent.repairs()) {
            line("a=ssrc-group:FID " + unsigned(sent.source()) + " " + unsigned(sent.repairSource()));
        }
        line("a=ssrc:" + unsigned(sent.source()) + " cname:" + CANONICAL_NAME);
        if (sent.repairs()) {
            line("a=ssrc:" + unsigned(sent.repairSource()) + " cname:" + CANONICAL_NAME);
        }
    }

    private static String unsigned(int source) {
        return Integer.toUnsignedString(source);
    }

    private void line(String line) {
        text.append(line).append("\r\n");
    }
}
