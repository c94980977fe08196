package io.camkit.source.rtsp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.camkit.Codec;
import io.camkit.TalkBack;
import io.camkit.media.sdp.RtpFormat;
import io.camkit.net.Loops;
import io.camkit.testkit.FrameLeaks;
import io.camkit.testkit.SourceProbe;
import io.netty.channel.EventLoop;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Who may speak, for how long, and what goes out as RTP (RFC 3551). */
class LoudspeakerTest {
    private static final int PIECE = 160;
    private static final Duration PIECE_TIME = Duration.ofMillis(20);

    @RegisterExtension
    final FrameLeaks leaks = FrameLeaks.check();

    private final SourceProbe probe = SourceProbe.over(leaks);
    private final Loops loops = new Loops(1);
    private final EventLoop loop = loops.next();
    private final List<ByteBuffer> sent = new ArrayList<>();
    private final Loudspeaker loudspeaker =
            new Loudspeaker(new RtpFormat(8, "PCMA", 8000, 1, Map.of()), new Sent(), probe, loop);

    @AfterEach
    void close() {
        loops.close();
        probe.close();
    }

    @Test
    void piecesInTimeFollowEachOther() {
        TalkBack.Lease lease = loudspeaker.acquire().orElseThrow();
        for (int i = 0; i < 3; i++) {
            assertTrue(lease.send(ByteBuffer.allocate(PIECE)));
            probe.elapse(PIECE_TIME);
        }

        assertEquals(
                List.of(true, false, false),
                packets().stream().map(this::marker).toList());
        assertEquals(
                List.of(8, 8, 8), packets().stream().map(p -> p.get(1) & 0x7f).toList());
        for (int i = 1; i < 3; i++) {
            assertEquals(
                    PIECE, packets().get(i).getInt(4) - packets().get(i - 1).getInt(4));
            assertEquals(1, (short)
                    (packets().get(i).getShort(2) - packets().get(i - 1).getShort(2)));
        }
        assertEquals(12 + PIECE, packets().get(0).remaining());
    }

    @Test
    void aPauseIsHeardAsOne() {
        TalkBack.Lease lease = loudspeaker.acquire().orElseThrow();
        lease.send(ByteBuffer.allocate(PIECE));
        probe.elapse(Duration.ofSeconds(2));
        lease.send(ByteBuffer.allocate(PIECE));

        assertTrue(marker(packets().get(1)));
        assertEquals(16_000, packets().get(1).getInt(4) - packets().get(0).getInt(4));
    }

    private boolean marker(ByteBuffer packet) {
        return packet.get(1) < 0;
    }

    @Test
    void oneSpeaksAtATime() {
        TalkBack.Lease first = loudspeaker.acquire().orElseThrow();
        assertEquals(Optional.empty(), loudspeaker.acquire());

        first.close();
        TalkBack.Lease second = loudspeaker.acquire().orElseThrow();

        assertFalse(first.send(ByteBuffer.allocate(PIECE)));
        first.close();
        assertTrue(second.send(ByteBuffer.allocate(PIECE)));
    }

    @Test
    void whoSaysNothingLosesTheFloor() {
        TalkBack.Lease silent = loudspeaker.acquire().orElseThrow();
        probe.elapse(TalkBack.SILENCE);

        assertTrue(loudspeaker.acquire().isPresent());
        assertFalse(silent.send(ByteBuffer.allocate(PIECE)));
    }

    @Test
    void withTheSessionEverythingEnds() {
        TalkBack.Lease lease = loudspeaker.acquire().orElseThrow();
        loudspeaker.end();

        assertFalse(lease.send(ByteBuffer.allocate(PIECE)));
        assertEquals(Optional.empty(), loudspeaker.acquire());
    }

    @Test
    void itSaysWhatItTakes() {
        assertEquals(Codec.PCMA, loudspeaker.track().codec());
        assertEquals(8000, loudspeaker.track().clockRate());
        TalkBack.Lease lease = loudspeaker.acquire().orElseThrow();
        assertThrows(IllegalArgumentException.class, () -> lease.send(ByteBuffer.allocate(1201)));
    }

    /** What has left by now. */
    private List<ByteBuffer> packets() {
        return loop.submit(() -> List.copyOf(sent)).syncUninterruptibly().getNow();
    }

    private final class Sent implements Wire {
        @Override
        public void sendMedia(ByteBuffer packet) {
            sent.add(packet);
        }

        @Override
        public void sendReport(ByteBuffer packet) {}
    }
}
