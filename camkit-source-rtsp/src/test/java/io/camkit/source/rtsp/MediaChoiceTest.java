package io.camkit.source.rtsp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.camkit.CamkitException;
import io.camkit.media.sdp.MediaDescription;
import io.camkit.media.sdp.Sdp;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class MediaChoiceTest {
    private static final String H264 = "m=video 0 RTP/AVP 96|a=rtpmap:96 H264/90000|a=control:h264|";
    private static final String SECOND_H264 = "m=video 0 RTP/AVP 96|a=rtpmap:96 H264/90000|a=control:second|";
    private static final String VP8 = "m=video 0 RTP/AVP 97|a=rtpmap:97 VP8/90000|a=control:vp8|";
    private static final String SPEEX = "m=audio 0 RTP/AVP 98|a=rtpmap:98 SPEEX/16000|a=control:speex|";

    private static final String H265 = "m=video 0 RTP/AVP 98|a=rtpmap:98 H265/90000|a=control:h265|";
    private static final String JPEG = "m=video 0 RTP/AVP 26|a=control:jpeg|";
    private static final String PCMU = "m=audio 0 RTP/AVP 0|a=control:pcmu|";
    private static final String AAC =
            "m=audio 0 RTP/AVP 97|a=rtpmap:97 MPEG4-GENERIC/16000|a=fmtp:97 sizelength=13;indexlength=3;indexdeltalength=3|a=control:aac|";

    private final RtspFaults faults = new RtspFaults("rtsp://cam/x");

    @Test
    void theFirstOfTwoEqualVideosIsPlayed() {
        assertEquals(List.of("h264"), controls(H264 + SECOND_H264));
    }

    @Test
    void aVideoThatCannotBeReadGivesWayToOneThatCan() {
        assertEquals(List.of("h264"), controls(VP8 + H264));
    }

    @Test
    void anAudioThatCannotBeReadIsLeftOut() {
        assertEquals(List.of("h264"), controls(SPEEX + H264));
    }

    @Test
    void audioAloneIsCalledThat() {
        CamkitException refusal = assertThrows(CamkitException.class, () -> controls(SPEEX));

        assertEquals("CK-2108", refusal.code());
        assertTrue(refusal.what().contains("audio only (SPEEX)"), refusal::what);
    }

    @Test
    void aVideoThatNobodyReadsIsNamed() {
        CamkitException refusal = assertThrows(CamkitException.class, () -> controls(VP8));

        assertEquals("CK-2107", refusal.code());
        assertTrue(refusal.what().contains("VP8"), refusal::what);
    }

    @Test
    void whatMostViewersShowIsPreferred() {
        assertEquals(List.of("h264"), controls(JPEG + H265 + H264));
        assertEquals(List.of("h265"), controls(JPEG + H265));
        assertEquals(List.of("jpeg"), controls(VP8 + JPEG));
    }

    @Test
    void theFirstAudioThatCanBeReadIsPlayedBesideTheVideo() {
        assertEquals(List.of("h264", "aac"), controls(SPEEX + AAC + PCMU + H264));
    }

    @Test
    void aLoudspeakerIsNotListenedTo() {
        assertEquals(
                List.of("h264", "aac"), controls(H264 + "a=recvonly|" + PCMU + "a=sendonly|" + AAC + "a=recvonly|"));
        assertEquals(List.of("h264"), controls(H264 + "a=sendonly|" + PCMU + "a=recvonly|"));
    }

    private List<String> controls(String description) {
        Sdp sdp = Sdp.parse(ByteBuffer.wrap(description.replace('|', '\n').getBytes(StandardCharsets.UTF_8)));
        return MediaChoice.of(sdp, faults).stream()
                .map(MediaDescription::control)
                .toList();
    }
}
