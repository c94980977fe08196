package io.camkit.sink.webrtc.sdp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.camkit.Codec;
import io.camkit.media.sdp.MediaDescription.Direction;
import io.camkit.media.sdp.RtpFormat;
import io.camkit.media.sdp.Sdp;
import io.camkit.sink.webrtc.rtp.StreamIds;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AnswerTest {
    private static final LocalTransport TRANSPORT = new LocalTransport(
            "ours4567",
            "secretsecretsecretsecret",
            "sha-256 CD",
            true,
            List.of("candidate:1 1 udp 5 127.0.0.1 9 typ host"));

    private final Offer offer = Offers.parse(Offers.text());
    private final RtpFormat h264 =
            offer.media().get(0).format(Codec.H264, "4200").orElseThrow();
    private final RtpFormat opus = offer.media().get(1).format(Codec.OPUS, "").orElseThrow();

    @Test
    void everySectionOfTheOfferIsAnswered() {
        Sdp answer = parse(answer(Map.of(0, video(7, 103))));

        assertEquals(2, answer.media().size());
        assertEquals(Direction.SENDONLY, answer.media().get(0).direction());
        assertEquals(Direction.INACTIVE, answer.media().get(1).direction());
    }

    @Test
    void whatIsRefusedIsNotInTheBundle() {
        String answer = answer(Map.of(0, video(7, 103)));

        assertTrue(answer.contains("a=group:BUNDLE 0\r\n"), answer);
        assertTrue(answer.contains("m=audio 0 UDP/TLS/RTP/SAVPF 111 0 8\r\n"), answer);
    }

    @Test
    void theFormatIsRepeatedAsItWasOffered() {
        RtpFormat answered =
                parse(answer(Map.of(0, video(7, 103)))).media().get(0).formats().get(0);

        assertEquals(h264, answered);
    }

    @Test
    void thePrimarySourceStandsFirst() {
        String answer = answer(Map.of(0, video(-2, 103)));

        assertTrue(answer.contains("a=ssrc-group:FID 4294967294 8\r\n"), answer);
        assertTrue(answer.indexOf("a=ssrc:4294967294 ") < answer.indexOf("a=ssrc:8 "), answer);
    }

    @Test
    void whoOffersNoRepairIsAnsweredNone() {
        assertFalse(answer(Map.of(0, video(7, -1))).contains("rtx"));
    }

    @Test
    void candidatesStandInTheFirstSectionThatIsUsed() {
        String answer = answer(Map.of(1, audio()));

        assertEquals(1, answer.split("a=candidate:", -1).length - 1);
        assertTrue(answer.indexOf("a=candidate:") > answer.indexOf("m=audio"), answer);
        assertTrue(answer.contains("a=ice-lite\r\n"), answer);
    }

    @Test
    void opusHasTwoChannels() {
        assertTrue(answer(Map.of(1, audio())).contains("a=rtpmap:111 opus/48000/2\r\n"));
    }

    @Test
    void ourPasswordIsNotPrinted() {
        assertFalse(TRANSPORT.toString().contains("secret"));
    }

    private AnsweredMedia video(int source, int repairType) {
        return new AnsweredMedia(h264, Direction.SENDONLY, new StreamIds(source, h264.payloadType(), 8, repairType));
    }

    private AnsweredMedia audio() {
        return new AnsweredMedia(opus, Direction.SENDONLY, new StreamIds(9, opus.payloadType(), 10, -1));
    }

    private String answer(Map<Integer, AnsweredMedia> answered) {
        return Answer.to(offer, answered, TRANSPORT, 5);
    }

    private static Sdp parse(String text) {
        return Sdp.parse(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
    }
}
