package io.camkit.media.rtp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.camkit.CamkitException;
import io.camkit.media.sdp.RtpFormat;
import io.camkit.spi.FrameAllocator;
import io.camkit.testkit.FrameLeaks;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class SoundDepacketizerTest {
    static final RtpFormat ALAW = format("PCMA", 8000, 1, Map.of());

    @RegisterExtension
    final FrameLeaks leaks = FrameLeaks.check();

    private final Received received = new Received();
    private final Packetizer packets = new Packetizer(1400, 65_535);
    private int sent;

    @AfterEach
    void release() {
        received.release();
    }

    @Test
    void eachPacketIsAFrame() {
        Depacketizer depacketizer = Formats.inOrder(ALAW, leaks.allocator(), received);
        send(depacketizer, 0);
        send(depacketizer, 160);

        assertEquals(List.of(8000L, 8160L), received.pts());
        assertEquals(160, received.frames.get(0).size());
        assertEquals("PCMA 8000 Hz, 1 ch", received.frames.get(0).track().toString());
    }

    @Test
    void aLostPacketIsAGapInTime() {
        Depacketizer depacketizer = Formats.inOrder(ALAW, leaks.allocator(), received);
        send(depacketizer, 0);
        packets.packet(ByteBuffer.allocate(1), false, 160); // never sent
        sent++;
        send(depacketizer, 320);

        assertEquals(List.of(8000L, 8320L), received.pts());
        assertEquals(Map.of(), received.dropped);
    }

    @Test
    void timeStampsThatStandStillAreRepaired() {
        Depacketizer depacketizer = Formats.inOrder(ALAW, leaks.allocator(), received);
        send(depacketizer, 7);
        send(depacketizer, 7);
        send(depacketizer, 7);

        assertEquals(List.of(8000L, 8160L, 8320L), received.pts());
        assertEquals(2, received.timesRepaired);
    }

    @Test
    void packetsWithoutSoundAreLeftOut() {
        Depacketizer depacketizer = Formats.inOrder(ALAW, leaks.allocator(), received);
        depacketizer.packet(packets.packet(ByteBuffer.allocate(0), false, 0), 0);

        assertEquals(List.of(), received.frames);
    }

    @Test
    void opusIsMonoUnlessTheSenderSaysOtherwise() {
        send(Formats.inOrder(format("OPUS", 48_000, 2, Map.of()), leaks.allocator(), received), 0);
        send(Formats.inOrder(format("OPUS", 48_000, 2, Map.of("sprop-stereo", "1")), leaks.allocator(), received), 0);

        assertEquals(1, received.frames.get(0).track().channels());
        assertEquals(2, received.frames.get(1).track().channels());
    }

    @Test
    void opusOfAnotherClockIsNone() {
        assertFalse(Depacketizer.reads(format("OPUS", 16_000, 2, Map.of())));
        assertFalse(Depacketizer.reads(format("PCMU", 0, 1, Map.of())));
    }

    @Test
    void whenMemoryIsUsedUpTheFrameIsDropped() {
        FrameAllocator full = capacity -> {
            throw new CamkitException("CK-1401", "full", "", "wait.", CamkitException.Retry.RETRY);
        };
        send(Formats.inOrder(ALAW, full, received), 0);

        assertEquals(Map.of(DropReason.NO_MEMORY, 1), received.dropped);
    }

    @Test
    void anotherSenderGoesOnBehindTheOneBefore() {
        Depacketizer depacketizer = Formats.reordering(ALAW, 8, leaks.allocator(), received);
        send(depacketizer, 0);
        send(depacketizer, 160);
        ByteBuffer foreign = new Packetizer(1400, 9000).packet(ByteBuffer.allocate(160), false, 5_000_000);
        depacketizer.packet(foreign.putInt(8, 4711), 1_000_000_000 + sent * 20_000_000L);

        assertEquals(List.of(8000L, 8160L, 8320L), received.pts());
        assertEquals(0, received.timesRepaired);
    }

    private void send(Depacketizer depacketizer, int timestamp) {
        depacketizer.packet(
                packets.packet(ByteBuffer.allocate(160), false, timestamp), 1_000_000_000 + sent * 20_000_000L);
        sent++;
    }

    private static RtpFormat format(String encoding, int clockRate, int channels, Map<String, String> parameters) {
        return new RtpFormat(Packetizer.PAYLOAD_TYPE, encoding, clockRate, channels, parameters);
    }
}
