package io.camkit.media.rtp;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.camkit.CamkitException;
import io.camkit.Frame;
import io.camkit.media.sdp.RtpFormat;
import io.camkit.spi.Nullable;
import io.camkit.testkit.FrameLeaks;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A session may end because of what it is told inside a packet; nothing of that packet is kept. */
class ClosingTest {
    private static final String SPS = "6742c01fd9005005bb011000000300100000030320f1832480";
    private static final String PPS = "68cb83cb20";
    private static final String SLICE = "6588010203";
    private static final String JPEG_WITHOUT_SIZE = "00000000" + "01500000" + "ff";

    @RegisterExtension
    final FrameLeaks leaks = FrameLeaks.check();

    private final Closer closer = new Closer();
    private int sequence = 1;

    @Test
    void insideAPictureWhoseParameterSetsCannotBeUsed() {
        Depacketizer depacketizer = depacketizer("H264");
        packet(depacketizer, "6742", false);
        packet(depacketizer, SLICE, false);

        assertEquals(1, closer.closed);
    }

    @Test
    void insideAKeyFrameBehindALoss() {
        Depacketizer depacketizer = depacketizer("H264");
        packet(depacketizer, SPS, false);
        packet(depacketizer, PPS, false);
        packet(depacketizer, SLICE, true);
        sequence++;
        packet(depacketizer, SLICE, false);

        assertEquals(1, closer.closed);
        assertEquals(1, closer.frames);
    }

    @Test
    void insideAJpegThatIsTooLarge() {
        Depacketizer depacketizer = depacketizer("JPEG");
        packet(depacketizer, JPEG_WITHOUT_SIZE, false);

        assertEquals(1, closer.closed);
    }

    @Test
    void insideTheOnlyPacketOfAJpegThatIsTooLarge() {
        Depacketizer depacketizer = depacketizer("JPEG");
        packet(depacketizer, JPEG_WITHOUT_SIZE, true);

        assertEquals(1, closer.closed);
    }

    private Depacketizer depacketizer(String encoding) {
        RtpFormat format = new RtpFormat(Packetizer.PAYLOAD_TYPE, encoding, 90_000, 1, Map.of());
        Depacketizer made = Formats.inOrder(format, leaks.allocator(), closer);
        closer.subject = made;
        return made;
    }

    private void packet(Depacketizer depacketizer, String payload, boolean marker) {
        ByteBuffer bytes = ByteBuffer.wrap(HexFormat.of().parseHex(payload));
        depacketizer.packet(new Packetizer(1400, sequence).packet(bytes, marker, 3600 * sequence), 1_000_000_000);
        sequence++;
    }

    private static final class Closer implements Depacketizer.Output {
        private @Nullable Depacketizer subject;
        private int closed;
        private int frames;

        @Override
        public void frame(Frame frame) {
            frames++;
            frame.release();
        }

        @Override
        public void dropped(DropReason reason) {}

        @Override
        public void keyFrameWanted() {
            close();
        }

        @Override
        public void unusable(CamkitException why) {
            close();
        }

        private void close() {
            if (subject != null) {
                closed++;
                subject.close();
            }
        }
    }
}
