package io.camkit.source.rtsp;

import io.camkit.media.sdp.Sdp;
import io.camkit.testkit.Mutations;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Damaged conversations of a server: answers, a description, packets, a request. */
@Tag("proof")
class RtspMutationProof {
    private static final int COUNT = 5000;
    private static final String SDP = "v=0\r\no=- 1 1 IN IP4 10.0.0.5\r\ns=x\r\nt=0 0\r\na=control:*\r\n"
            + "m=video 0 RTP/AVP 96\r\na=rtpmap:96 H264/90000\r\na=control:track1\r\n"
            + "a=fmtp:96 packetization-mode=1;sprop-parameter-sets=Z0LAH9kAUAW7ARAAAAMAEAAAAwMg8YMkgA==,aMuDyyA=\r\n"
            + "m=audio 0 RTP/AVP 0\r\na=control:track2\r\n";

    private static final RtspFaults FAULTS = new RtspFaults("rtsp://cam/");

    private static byte[] conversation() {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        say(all, "RTSP/1.0 200 OK\r\nCSeq: 1\r\nPublic: DESCRIBE, SETUP, PLAY, GET_PARAMETER\r\n\r\n");
        say(all, "RTSP/1.0 401 Unauthorized\r\nCSeq: 2\r\nWWW-Authenticate: Digest realm=\"a\", nonce=\"b\"\r\n\r\n");
        say(
                all,
                "RTSP/1.0 200 OK\r\nCSeq: 3\r\nContent-Base: rtsp://cam/\r\nContent-Length: " + SDP.length()
                        + "\r\n\r\n");
        say(all, SDP);
        say(
                all,
                "RTSP/1.0 200 OK\r\nCSeq: 4\r\nSession: 7;timeout=60\r\n"
                        + "Transport: RTP/AVP/TCP;unicast;interleaved=0-1;ssrc=1\r\n\r\n");
        all.writeBytes(new byte[] {'$', 0, 0, 14, (byte) 0x80, 96, 0, 1, 0, 0, 0, 1, 0, 0, 0, 2, 0x41, (byte) 0x9a});
        say(all, "OPTIONS * RTSP/1.0\r\nCSeq: 5\r\n\r\n");
        return all.toByteArray();
    }

    private static void say(ByteArrayOutputStream all, String text) {
        all.writeBytes(text.getBytes(StandardCharsets.US_ASCII));
    }

    @Test
    void damagedConversations() {
        System.out.println(Mutations.of("RTSP conversations", conversation())
                .check(COUNT, (input, memory) -> new InterleavedParser(FAULTS).parse(input, new Reader())));
    }

    /** Reads of a message what a session does. */
    private static final class Reader implements InterleavedParser.Listener {
        @Override
        public void onPacket(int channel, ByteBuffer packet) {}

        @Override
        public boolean expects(int channel) {
            return channel < 2;
        }

        @Override
        public void onMessage(RtspMessage message) {
            SessionHeader.parse(message.header("Session")).aliveInterval();
            TransportField.parse(message.header("Transport"));
            StreamUris.of(Rtsp.at("rtsp://cam/"), message).resolve(message.header("Content-Location"));
            if (!message.body().isEmpty()) {
                Sdp.parse(ByteBuffer.wrap(message.body().getBytes(StandardCharsets.UTF_8)));
            }
        }
    }
}
