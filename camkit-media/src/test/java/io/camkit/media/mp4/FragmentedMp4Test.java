package io.camkit.media.mp4;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.camkit.CamkitException;
import io.camkit.Codec;
import io.camkit.Frame;
import io.camkit.FrameHeader;
import io.camkit.Track;
import io.camkit.testkit.FrameLeaks;
import io.camkit.testkit.Frames;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class FragmentedMp4Test {
    private static final int MOOF_BYTES = 88 + 16;
    private static final int DECODE_TIME = 8 + 16 + 8 + 16 + 12;
    private static final int DURATION = 88;
    private static final int SIZE = 92;
    private static final int FLAGS = 96;
    private static final int OFFSET = 100;

    @RegisterExtension
    final FrameLeaks leaks = FrameLeaks.check();

    private final Track track = Frames.h264();
    private final FragmentedMp4 mp4 = new FragmentedMp4(List.of(track));
    private final List<Frame> made = new ArrayList<>();

    @AfterEach
    void release() {
        made.forEach(Frame::release);
    }

    @Test
    void theMimeTypeNamesTheCodec() {
        assertEquals("video/mp4; codecs=\"avc1.42c01f\"", mp4.mimeType());
    }

    @Test
    void theInitSegmentIsReadAnewEachTime() {
        ByteBuffer first = mp4.initSegment();
        first.position(first.limit());

        assertTrue(mp4.initSegment().hasRemaining());
        assertTrue(first.isReadOnly());
    }

    @Test
    void lengthsTakeThePlaceOfStartCodes() {
        ByteBuffer fragment = write(frame(0, 0, false, "00000001 419a2207 00000001 4148"), 3600);

        assertEquals("00000004419a2207000000024148", mediaOf(fragment));
        assertEquals(14, fragment.getInt(SIZE));
    }

    @Test
    void parameterSetsDelimitersAndPaddingStayOutOfSamples() {
        Frame key = frame(
                0,
                0,
                true,
                "00000001 09f0 00000001 6742c01f 00000001 68cb 00000001 0605aa 00000001 6588 00000001 0cff80");

        assertEquals("000000030605aa000000026588", mediaOf(write(key, 3600)));
    }

    @Test
    void timesAndFlagsAreThoseOfTheFrame() {
        long beyond32Bits = 1L << 40;
        ByteBuffer fragment = write(frame(beyond32Bits + 7200, beyond32Bits, true, "00000001 6588"), 3000);

        assertEquals(beyond32Bits, fragment.getLong(DECODE_TIME));
        assertEquals(3000, fragment.getInt(DURATION));
        assertEquals(7200, fragment.getInt(OFFSET));
        assertEquals(0x0200_0000, fragment.getInt(FLAGS));
        assertEquals(0x0101_0000, write(frame(1, 1, false, "00000001 419a"), 1).getInt(FLAGS));
    }

    @Test
    void aPictureMayBeShownBeforeItsDecodingTime() {
        assertEquals(-5, write(frame(95, 100, false, "00000001 419a"), 3600).getInt(OFFSET));
    }

    @Test
    void framesOfAGroupLastUntilTheNext() {
        List<Frame> group = List.of(
                frame(0, 0, true, "00000001 6588"),
                frame(3000, 3000, false, "00000001 419a01"),
                frame(7000, 7000, false, "00000001 419a"));
        ByteBuffer target = ByteBuffer.allocate(mp4.sizeOf(group));
        mp4.write(group, 3600, target);

        assertEquals(List.of(3000, 4000, 3600), List.of(target.getInt(88), target.getInt(104), target.getInt(120)));
        assertEquals(List.of(6, 7, 6), List.of(target.getInt(92), target.getInt(108), target.getInt(124)));
    }

    @Test
    void fragmentsAreNumberedAndFollowEachOtherInOneBuffer() {
        Frame frame = frame(0, 0, true, "00000001 6588");
        ByteBuffer target = ByteBuffer.allocate(2 * mp4.sizeOf(frame));
        mp4.write(frame, frame.dts(), 3600, target);
        int second = target.position();
        mp4.write(frame, frame.dts(), 3600, target);

        assertEquals(1, target.getInt(8 + 12));
        assertEquals(2, target.getInt(second + 8 + 12));
        assertEquals(MOOF_BYTES, target.getInt(second));
        assertEquals(target.position(), second + MOOF_BYTES + target.getInt(second + MOOF_BYTES));
    }

    @Test
    void aFrameOfAnotherTrackIsRefused() {
        Frame foreign = Frames.of(Frames.h264(), leaks.allocator()).key(0);
        made.add(foreign);
        Frame own = frame(0, 0, true, "00000001 6588");
        ByteBuffer target = ByteBuffer.allocate(1000);

        assertThrows(IllegalArgumentException.class, () -> mp4.write(foreign, 0, 3600, target));
        assertThrows(IllegalArgumentException.class, () -> mp4.write(List.of(own, foreign), 3600, target));
        assertThrows(IllegalArgumentException.class, () -> mp4.write(List.of(), 3600, target));
    }

    @Test
    void aTrackThatMp4CannotCarryIsRefused() {
        CamkitException refusal = assertThrows(CamkitException.class, () -> new FragmentedMp4(List.of(Frames.jpeg())));
        assertEquals("CK-3131", refusal.code());

        Track withoutSets = Track.video(Codec.H264, 90_000, 1280, 720);
        assertThrows(IllegalArgumentException.class, () -> new FragmentedMp4(List.of(withoutSets)));
        assertThrows(IllegalArgumentException.class, () -> new FragmentedMp4(List.of()));
    }

    private Frame frame(long pts, long dts, boolean key, String digits) {
        ByteBuffer payload = ByteBuffer.wrap(HexFormat.of().parseHex(digits.replace(" ", "")));
        Frame frame = leaks.allocator().copy(new FrameHeader(track, pts, dts, 0, key), payload);
        made.add(frame);
        return frame;
    }

    private ByteBuffer write(Frame frame, long durationTicks) {
        ByteBuffer target = ByteBuffer.allocateDirect(mp4.sizeOf(frame));
        mp4.write(frame, Math.max(0, frame.dts()), durationTicks, target);
        return target.flip();
    }

    private static String mediaOf(ByteBuffer fragment) {
        byte[] media = new byte[fragment.limit() - MOOF_BYTES - 8];
        fragment.get(MOOF_BYTES + 8, media);
        return HexFormat.of().formatHex(media);
    }
}
