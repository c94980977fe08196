package io.camkit.media.rtp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.camkit.Frame;
import io.camkit.media.sdp.RtpFormat;
import io.camkit.testkit.FrameLeaks;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A network that loses 5 % and reorders 3 % of all packets: what comes out is what was sent, whole, and decodes. */
class LossyNetworkTest {
    private static final int FRAMES = 2000;
    private static final int GROUP = 10;
    private static final int WINDOW = 32;
    private static final int TICKS = 3600;
    private static final long FRAME_NANOS = 40_000_000;
    private static final double LOST = 0.05;
    private static final double DELAYED = 0.03;
    private static final byte[] H264_SETS =
            HexFormat.of().parseHex("000000016742c01fd9005005bb011000000300100000030320f18324800000000168cb83cb20");

    @RegisterExtension
    final FrameLeaks leaks = FrameLeaks.check();

    private final SplittableRandom random = new SplittableRandom(7);
    private final Packetizer packets = new Packetizer(400, 65_000);
    private final List<ByteBuffer> late = new ArrayList<>();
    private final List<Integer> arrived = new ArrayList<>();

    /** How one codec is sent. */
    private interface Sender {
        /** The packets of a frame whose content is {@code content}. */
        List<ByteBuffer> packets(int number, ByteBuffer content);
    }

    @Test
    void h264() {
        var format = new RtpFormat(Packetizer.PAYLOAD_TYPE, "H264", 90_000, 1, Map.of());
        play(format, (number, content) -> {
            List<ByteBuffer> nals = new ArrayList<>();
            if (number % GROUP == 0) {
                nals.addAll(Packetizer.nalsOf(ByteBuffer.wrap(H264_SETS)));
            }
            nals.add(content.putShort(0, (short) (number % GROUP == 0 ? 0x6588 : 0x419a)));
            return packets.nals(nals, number * TICKS);
        });

        assertEachRefersToOneThatArrived();
    }

    @Test
    void h265() {
        play(H265DepacketizerTest.described(Map.of()), (number, content) -> {
            int type = number % GROUP == 0 ? 19 : 1;
            content.putShort(0, (short) ((type << 9) | 1)).put(2, (byte) 0x80);
            return packets.h265(content, number * TICKS);
        });

        assertEachRefersToOneThatArrived();
    }

    @Test
    void jpeg() {
        play(JpegDepacketizerTest.FORMAT, (number, content) -> {
            List<ByteBuffer> parts = JpegDepacketizerTest.parts(1, 60, ByteBuffer.allocate(0), content);
            List<ByteBuffer> all = new ArrayList<>();
            for (ByteBuffer part : parts) {
                all.add(packets.packet(part, all.size() == parts.size() - 1, number * TICKS));
            }
            return all;
        });
    }

    @Test
    void aac() {
        play(AacDepacketizerTest.format(AacDepacketizerTest.HIGH_BIT_RATE), (number, content) -> {
            List<ByteBuffer> all = new ArrayList<>();
            for (int at = 0; at < content.limit(); at += 500) {
                int length = Math.min(500, content.limit() - at);
                ByteBuffer payload = ByteBuffer.allocate(4 + length).putShort((short) 16);
                payload.putShort((short) (content.limit() << 3)).put(content.slice(at, length));
                all.add(packets.packet(payload.flip(), at + length == content.limit(), number * TICKS));
            }
            return all;
        });
    }

    private void play(RtpFormat format, Sender sender) {
        List<ByteBuffer> sent = new ArrayList<>();
        Depacketizer.Output output = new Depacketizer.Output() {
            @Override
            public void frame(Frame frame) {
                take(frame, sent);
                frame.release();
            }

            @Override
            public void dropped(DropReason reason) {}
        };
        try (Depacketizer depacketizer = Formats.reordering(format, WINDOW, leaks.allocator(), output)) {
            for (int number = 0; number < FRAMES; number++) {
                ByteBuffer content = content(number);
                sent.add(content);
                for (ByteBuffer packet : sender.packets(number, content)) {
                    transmit(depacketizer, packet, number * FRAME_NANOS);
                }
            }
        }
        assertTrue(arrived.size() > FRAMES / 3, () -> arrived.size() + " of " + FRAMES);
    }

    private void transmit(Depacketizer depacketizer, ByteBuffer packet, long now) {
        if (random.nextDouble() < LOST) {
            return;
        }
        if (random.nextDouble() < DELAYED) {
            late.add(packet);
            return;
        }
        depacketizer.packet(packet, now);
        while (!late.isEmpty() && random.nextInt(3) == 0) {
            depacketizer.packet(late.remove(0), now);
        }
    }

    /** Finds the frame by its number, which is its content, and compares every byte. */
    private void take(Frame frame, List<ByteBuffer> sent) {
        ByteBuffer payload = frame.asBuffer();
        int end = payload.getShort(payload.limit() - 2) == (short) 0xffd9 ? payload.limit() - 2 : payload.limit();
        int number = payload.getShort(end - 2) & 0x7fff;
        ByteBuffer content = sent.get(number);
        assertEquals(content, payload.slice(end - content.limit(), content.limit()), () -> "frame " + number);
        arrived.add(number);
    }

    private void assertEachRefersToOneThatArrived() {
        int before = -1;
        for (int number : arrived) {
            assertTrue(number % GROUP == 0 || before == number - 1, number + " behind " + before);
            before = number;
        }
    }

    /** Bytes that no marker and no start code can be found in, and the frame's number at the end. */
    private ByteBuffer content(int number) {
        ByteBuffer content = ByteBuffer.allocate(50 + random.nextInt(1500));
        while (content.remaining() > 2) {
            content.put((byte) (1 + random.nextInt(200)));
        }
        return content.putShort((short) number).flip();
    }
}
