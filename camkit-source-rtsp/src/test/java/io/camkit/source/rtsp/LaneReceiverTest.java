package io.camkit.source.rtsp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.camkit.CamkitException;
import io.camkit.media.sdp.MediaDescription;
import io.camkit.media.sdp.Sdp;
import io.camkit.testkit.FrameLeaks;
import io.camkit.testkit.SourceProbe;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What a camera is told about its packets, in the bytes of RFC 3550, 4585 and 5104. */
class LaneReceiverTest {
    private static final String VIDEO = "m=video 0 RTP/AVPF 96\na=rtpmap:96 H264/90000\n";
    private static final int RECEIVER_REPORT = 201;
    private static final int PAYLOAD_FEEDBACK = 206;
    private static final int CAMERA = 0x5ca3;

    @RegisterExtension
    final FrameLeaks leaks = FrameLeaks.check();

    private final SourceProbe probe = SourceProbe.over(leaks);
    private final Sent sent = new Sent();

    @AfterEach
    void close() {
        probe.close();
    }

    @Test
    void aReportComesWithinTheIntervalOfTheStandardAndSaysWhatIsMissing() {
        LaneReceiver receiver = receiver("", true);
        receiver.media(packet(CAMERA, 10));
        receiver.media(packet(CAMERA, 12));
        elapse(receiver, Duration.ofSeconds(7));

        ByteBuffer report = sent.reports.get(0);
        assertEquals(RECEIVER_REPORT, report.get(1) & 0xff);
        assertEquals(CAMERA, report.getInt(8));
        assertEquals(1, report.getInt(12) & 0xffffff);
        assertEquals(12, report.getInt(16));
        receiver.close();
    }

    @Test
    void aMinuteHasAboutADozenReports() {
        LaneReceiver receiver = receiver("", false);
        receiver.media(packet(CAMERA, 1));
        elapse(receiver, Duration.ofMinutes(1));

        assertTrue(sent.reports.size() >= 9 && sent.reports.size() <= 26, sent.reports.size() + " reports");
        receiver.close();
    }

    @Test
    void aKeyFrameIsAskedForOnceInAWhileAsTheCameraOffersIt() {
        LaneReceiver picture = receiver("a=rtcp-fb:96 nack pli\n", true);
        picture.media(packet(CAMERA, 1));
        picture.requestKeyFrame();
        picture.requestKeyFrame();
        assertEquals(List.of(1), sent.feedback());
        elapse(picture, Duration.ofSeconds(1));
        assertTrue(sent.feedback().size() > 1);
        picture.close();

        sent.reports.clear();
        LaneReceiver intra = receiver("a=rtcp-fb:* ccm fir\n", true);
        intra.media(packet(CAMERA, 1));
        intra.requestKeyFrame();
        assertEquals(List.of(4), sent.feedback());
        intra.close();
    }

    @Test
    void aCameraThatOffersNothingIsAskedForNothing() {
        LaneReceiver receiver = receiver("", true);
        receiver.media(packet(CAMERA, 1));
        receiver.requestKeyFrame();

        assertFalse(receiver.takesRequests());
        assertEquals(List.of(), sent.feedback());
        receiver.close();
    }

    @Test
    void goodbyeCountsFromTheSenderAlone() {
        LaneReceiver receiver = receiver("", true);
        receiver.media(packet(CAMERA, 1));

        assertFalse(receiver.report(goodbye(CAMERA + 1)));
        assertTrue(receiver.report(goodbye(CAMERA)));
        receiver.close();
    }

    @Test
    void straysAreDroppedWhereTheNetworkMayDamagePackets() {
        LaneReceiver receiver = receiver("", true);
        receiver.media(packet(CAMERA, 1));
        receiver.media(packet(CAMERA + 1, 2));
        receiver.media(packet(CAMERA, 30_000));
        receiver.stranger();

        assertEquals(
                3,
                probe.metrics().samples().stream()
                        .filter(sample -> "stray".equals(sample.labels().get("reason")))
                        .mapToDouble(sample -> sample.value())
                        .sum());
        receiver.close();
    }

    private void elapse(LaneReceiver receiver, Duration time) {
        for (Duration at = Duration.ZERO; at.compareTo(time) < 0; at = at.plusMillis(250)) {
            probe.elapse(Duration.ofMillis(250));
            receiver.sweep(probe.clock().nanos());
        }
    }

    private LaneReceiver receiver(String feedback, boolean unreliable) {
        MediaDescription media = Sdp.parse(ByteBuffer.wrap((VIDEO + feedback).getBytes(StandardCharsets.UTF_8)))
                .media()
                .get(0);
        Lane.Listener nobody = new Lane.Listener() {
            @Override
            public void unusable(CamkitException why) {}

            @Override
            public void keyFrameWanted(Lane lane) {}
        };
        return new LaneReceiver(media, Lane.reordering(media, 8, probe, nobody), sent, unreliable, probe);
    }

    private static ByteBuffer packet(int source, int sequence) {
        ByteBuffer packet = ByteBuffer.allocate(12).put((byte) 0x80).put((byte) 96);
        return packet.putShort((short) sequence).putInt(0).putInt(source).flip();
    }

    private static ByteBuffer goodbye(int source) {
        return ByteBuffer.allocate(8).putInt(0x81cb0001).putInt(source).flip();
    }

    private static final class Sent implements Wire {
        private final List<ByteBuffer> reports = new ArrayList<>();

        @Override
        public void sendMedia(ByteBuffer packet) {}

        @Override
        public void sendReport(ByteBuffer packet) {
            reports.add(packet);
        }

        /** The formats of payload-specific feedback: 1 is picture loss, 4 full intra. */
        List<Integer> feedback() {
            List<Integer> formats = new ArrayList<>();
            for (ByteBuffer packet : reports) {
                int at = 0;
                while (at < packet.limit()) {
                    if ((packet.get(at + 1) & 0xff) == PAYLOAD_FEEDBACK) {
                        formats.add(packet.get(at) & 0x1f);
                    }
                    at += 4 * (packet.getShort(at + 2) + 1);
                }
            }
            return formats;
        }
    }
}
