package io.camkit.codec.javacv;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.camkit.CamkitException;
import io.camkit.Codec;
import io.camkit.FrameHeader;
import io.camkit.Track;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class WireHeadTest {
    private static final Track TRACK =
            Clip.track(Codec.H264, 640, 360).withParameterSets(List.of(ByteBuffer.wrap(new byte[] {0x67, 1, 2})));

    private static ByteBuffer written(Consumer<WireHead> what) {
        WireHead head = new WireHead(ByteBuffer.allocate(64 << 10)).clear();
        what.accept(head);
        return head.written();
    }

    @Test
    void aTrackArrivesAsItIs() {
        Track read = new WireHead(written(head -> head.putTrack(TRACK))).track();

        assertEquals(TRACK.toString(), read.toString());
        assertEquals(TRACK.parameterSets(), read.parameterSets());
        assertEquals(90_000, read.clockRate());
    }

    @Test
    void aTrackOfSoundArrivesAsItIs() {
        Track sound = Track.audio(Codec.OPUS, 48_000, 2);

        assertEquals(
                sound.toString(),
                new WireHead(written(head -> head.putTrack(sound))).track().toString());
    }

    @Test
    void aFramesHeaderArrivesAsItIs() {
        FrameHeader sent = new FrameHeader(TRACK, 7, 5, 3, true);
        WireHead head = new WireHead(written(to -> to.putFrame(sent, Wire.KEY | Wire.LATE)));

        assertEquals(Codec.Kind.VIDEO, head.kind());
        int flags = head.flags();
        assertEquals(Wire.KEY | Wire.LATE, flags);
        assertEquals(sent, head.frame(TRACK, flags));
    }

    @Test
    void aFailureArrivesAsItIs() {
        CamkitException sent = CodecFaults.tooLarge(TRACK);
        CamkitException read = new WireHead(written(head -> head.putFailure(sent))).failure();

        assertEquals(sent.getMessage(), read.getMessage());
        assertEquals(sent.retry(), read.retry());
    }

    @Test
    void aFailureCannotForgeLinesOfALog() {
        CamkitException forged =
                new CamkitException("CK-4103", "w", "", "m\nCK-1001 all is lost", CamkitException.Retry.RETRY);

        assertEquals(
                "m CK-1001 all is lost",
                new WireHead(written(head -> head.putFailure(forged))).failure().mend());
        var odd = new CamkitException("no code", "w", "", "m", CamkitException.Retry.RETRY);
        assertRefused(() -> new WireHead(written(head -> head.putFailure(odd))).failure());
    }

    @Test
    void aLongTextIsCut() {
        assertEquals(
                8192,
                new WireHead(written(head -> head.putText("x".repeat(100_000))))
                        .text()
                        .length());
    }

    @Test
    void whatIsCutOrMakesNoSenseIsRefused() {
        ByteBuffer whole = written(head -> head.putTrack(TRACK));
        for (int length = 0; length < whole.limit(); length++) {
            ByteBuffer cut = whole.duplicate().limit(length);
            assertRefused(() -> new WireHead(cut).track());
        }
        assertRefused(() -> new WireHead(written(head -> head.putText("FLV1"))).track());
        assertRefused(() -> new WireHead(written(head -> head.putText("because"))).dropped());
        assertRefused(() -> new WireHead(written(head -> head.putNumber(-1))).text());
        assertRefused(() -> new WireHead(written(head -> head.putNumber(1 << 30))).texts());
    }

    private static void assertRefused(org.junit.jupiter.api.function.Executable reading) {
        assertEquals("CK-4105", assertThrows(CamkitException.class, reading).code());
    }

    @Test
    void moreParameterSetsThanFitAreRefused() {
        List<ByteBuffer> sets = java.util.Collections.nCopies(20, ByteBuffer.wrap(new byte[4000]));

        assertRefused(() -> written(head -> head.putTrack(TRACK.withParameterSets(sets))));
        assertTrue(sets.size() > 16);
    }
}
