package io.camkit.media.sdp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.camkit.CamkitException;
import io.camkit.media.sdp.MediaDescription.Direction;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SdpTest {
    /** What gst-rtsp-server answers for a camera with sound. */
    private static final String GSTREAMER = """
            v=0
            o=- 1188340656180883 1 IN IP4 127.0.0.1
            s=Session streamed with GStreamer
            i=rtsp-server
            t=0 0
            a=tool:GStreamer
            a=type:broadcast
            a=control:*
            a=range:npt=now-
            m=video 0 RTP/AVP 96
            c=IN IP4 0.0.0.0
            a=rtpmap:96 H264/90000
            a=framerate:25
            a=fmtp:96 packetization-mode=1;profile-level-id=42c01f;sprop-parameter-sets=Z0LAH9k=,aMuDyyA=
            a=control:stream=0
            m=audio 0 RTP/AVP 0 97
            a=rtpmap:97 MPEG4-GENERIC/44100/2
            a=control:stream=1
            a=recvonly
            """.replace("\n", "\r\n");

    @Test
    void sessionAndMediaAreRead() {
        Sdp sdp = parse(GSTREAMER);

        assertEquals("Session streamed with GStreamer", sdp.name());
        assertEquals("*", sdp.control());
        assertEquals(
                List.of("video", "audio"),
                sdp.media().stream().map(MediaDescription::kind).toList());
        MediaDescription video = sdp.media().get(0);
        assertEquals("stream=0", video.control());
        assertEquals(25, video.frameRate());
        assertEquals("RTP/AVP", video.protocol());
        assertEquals(Direction.SENDRECV, video.direction());
        assertEquals(Direction.RECVONLY, sdp.media().get(1).direction());
    }

    @Test
    void formatsCarryTheirParameters() {
        RtpFormat h264 = parse(GSTREAMER).media().get(0).formats().get(0);

        assertEquals(96, h264.payloadType());
        assertEquals("H264/90000", h264.toString());
        assertEquals(
                Map.of(
                        "packetization-mode", "1",
                        "profile-level-id", "42c01f",
                        "sprop-parameter-sets", "Z0LAH9k=,aMuDyyA="),
                h264.parameters());
    }

    @Test
    void staticTypesNeedNoMap() {
        List<RtpFormat> audio = parse(GSTREAMER).media().get(1).formats();

        assertEquals(new RtpFormat(0, "PCMU", 8000, 1, Map.of()), audio.get(0));
        assertEquals(new RtpFormat(97, "MPEG4-GENERIC", 44_100, 2, Map.of()), audio.get(1));
    }

    @Test
    void theSessionsDirectionHoldsWhereASectionSaysNone() {
        assertEquals(
                Direction.SENDONLY,
                parse("v=0\na=sendonly\nm=video 0 RTP/AVP 96\n").media().get(0).direction());
    }

    @Test
    void whatCamerasGetWrongIsPutUpWith() {
        Sdp sdp = parse(
                " v=0\n\n s = door \nm=Video 0 RTP/AVP  96 \n a=rtpmap: 96  h264/90000 \n"
                        + "a=fmtp:96 Packetization-Mode=1; sprop-parameter-sets = Z0LAH9k= ;;\na=Control: track1 \na=framerate:nonsense\ngarbage\n=");

        MediaDescription video = sdp.media().get(0);
        assertEquals("video", video.kind());
        assertEquals("track1", video.control());
        assertEquals(0, video.frameRate());
        RtpFormat format = video.formats().get(0);
        assertEquals("H264", format.encoding());
        assertEquals(90_000, format.clockRate());
        assertEquals(Map.of("packetization-mode", "1", "sprop-parameter-sets", "Z0LAH9k="), format.parameters());
    }

    @Test
    void numbersOutOfRangeAreNotTaken() {
        MediaDescription video = parse(
                        "m=video 0 RTP/AVP 96 128 -1 x 97\na=rtpmap:96 H264/99999999999\na=rtpmap:97 H264/-5")
                .media()
                .get(0);

        assertEquals(2, video.formats().size());
        assertEquals(0, video.formats().get(0).clockRate());
        assertEquals(0, video.formats().get(1).clockRate());
    }

    @Test
    void aDescriptionWithoutMediaIsRefused() {
        assertEquals(
                "CK-3101",
                assertThrows(CamkitException.class, () -> parse("v=0\ns=x\n")).code());
        assertEquals(
                "CK-3101", assertThrows(CamkitException.class, () -> parse("")).code());
        assertEquals(
                "CK-3101",
                assertThrows(CamkitException.class, () -> parse("<html>404</html>"))
                        .code());
    }

    @Test
    void tooLongADescriptionIsRefused() {
        String text = GSTREAMER + "a=x:" + "y".repeat(Sdp.MAX_BYTES);

        assertEquals(
                "CK-3102",
                assertThrows(CamkitException.class, () -> parse(text)).code());
    }

    @Test
    void tooManySectionsAreRefused() {
        String text = "m=video 0 RTP/AVP 96\n".repeat(33);

        assertEquals(
                "CK-3101",
                assertThrows(CamkitException.class, () -> parse(text)).code());
    }

    @Test
    void whereverItIsCutOffItIsReadOrRefused() {
        byte[] whole = GSTREAMER.getBytes(StandardCharsets.UTF_8);
        for (int length = 0; length < whole.length; length++) {
            ByteBuffer cut = ByteBuffer.wrap(whole, 0, length);
            try {
                Sdp.parse(cut);
            } catch (CamkitException e) {
                assertEquals("CK-3101", e.code());
            }
        }
    }

    private static Sdp parse(String text) {
        return Sdp.parse(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
    }
}
