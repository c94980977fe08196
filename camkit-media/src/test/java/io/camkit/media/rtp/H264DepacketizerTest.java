package io.camkit.media.rtp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.camkit.CamkitException;
import io.camkit.Frame;
import io.camkit.media.h264.Nal;
import io.camkit.media.sdp.RtpFormat;
import io.camkit.spi.FrameAllocator;
import io.camkit.testkit.FrameLeaks;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class H264DepacketizerTest {
    private static final ByteBuffer SPS = hex("6742c01fd9005005bb011000000300100000030320f1832480"); // 1280x720
    private static final ByteBuffer SMALL_SPS = hex("6742c00dd90141fb011000000300100000030320f142a480"); // another size
    private static final ByteBuffer PPS = hex("68cb83cb20");
    private static final int TICKS = 3600;
    private static final long FRAME_NANOS = 40_000_000;
    private static final long START_NANOS = 1_000_000_000;

    @RegisterExtension
    final FrameLeaks leaks = FrameLeaks.check();

    private final Received received = new Received();
    private final Packetizer packets = new Packetizer(100, 65_534);
    private Depacketizer depacketizer = depacketizer(sprop(SPS, PPS));
    private int sent;

    @AfterEach
    void release() {
        depacketizer.close();
        received.release();
    }

    @Test
    void aNalUnitInOnePacketBecomesAFrame() {
        send(packets.nals(List.of(SPS, PPS, idr(50)), 0));

        assertEquals(payload(SPS, PPS, idr(50)), received.frames.get(0).asBuffer());
        assertTrue(received.frames.get(0).keyFrame());
    }

    @Test
    void fragmentsArePutTogether() {
        send(packets.nals(List.of(SPS, PPS, idr(1000)), 0));

        assertEquals(payload(SPS, PPS, idr(1000)), received.frames.get(0).asBuffer());
    }

    @Test
    void aggregatedUnitsAreTakenApart() {
        send(List.of(packets.aggregate(List.of(SPS, PPS, idr(20)), true, 0)));

        assertEquals(payload(SPS, PPS, idr(20)), received.frames.get(0).asBuffer());
    }

    @Test
    void setsOfTheDescriptionAreRepeatedBeforeAKeyFrameThatLacksThem() {
        send(packets.nals(List.of(idr(50)), 0));
        send(packets.nals(List.of(slice(50)), TICKS));

        assertEquals(payload(SPS, PPS, idr(50)), received.frames.get(0).asBuffer());
        assertEquals(payload(slice(50)), received.frames.get(1).asBuffer());
        assertEquals(1280, received.frames.get(0).track().width());
    }

    @Test
    void setsInFragmentsAreLearnt() {
        depacketizer = depacketizer("");
        var small = new Packetizer(10, 1);
        send(small.nals(List.of(SPS, PPS, idr(50)), 0));

        assertEquals(1280, received.frames.get(0).track().width());
    }

    @Test
    void withoutParameterSetsNothingIsPassedOn() {
        depacketizer = depacketizer("");
        sendKey();

        assertEquals(Map.of(DropReason.NO_PARAMETER_SETS, 1), received.dropped);
    }

    @Test
    void unusableParameterSetsAreNamedWhenAPictureNeedsThem() {
        depacketizer = depacketizer("");
        send(packets.nals(List.of(SPS.slice(0, 9), PPS, idr(50)), next()));

        assertEquals(List.of("CK-3111"), received.unusable);
        assertEquals(Map.of(DropReason.MALFORMED, 1, DropReason.NO_PARAMETER_SETS, 1), received.dropped);
    }

    @Test
    void anUnusableSetBesideGoodOnesIsOnlyCounted() {
        send(packets.nals(List.of(SPS.slice(0, 9), idr(50)), next()));

        assertEquals(List.of(0), frameNumbers());
        assertEquals(List.of(), received.unusable);
        assertEquals(Map.of(DropReason.MALFORMED, 1), received.dropped);
    }

    @Test
    void changedSetsMakeANewTrackFromTheirKeyFrameOn() {
        sendKey();
        sendDelta();
        send(packets.nals(List.of(SMALL_SPS, PPS, idr(50)), 2 * TICKS));
        sendDelta();

        assertSame(received.frames.get(0).track(), received.frames.get(1).track());
        assertNotSame(received.frames.get(1).track(), received.frames.get(2).track());
        assertEquals(320, received.frames.get(2).track().width());
        assertSame(received.frames.get(2).track(), received.frames.get(3).track());
    }

    @Test
    void aSetBehindThePictureThatItDoesNotBelongToCostsThatPicture() {
        send(packets.nals(List.of(idr(50), SMALL_SPS), 0));
        send(packets.nals(List.of(SPS, PPS, idr(50)), TICKS));

        assertEquals(Map.of(DropReason.NO_PARAMETER_SETS, 1), received.dropped);
        assertEquals(1280, received.frames.get(0).track().width());
    }

    @Test
    void repeatedSetsKeepTheTrack() {
        send(packets.nals(List.of(SPS, PPS, idr(50)), 0));
        send(packets.nals(List.of(SPS, PPS, idr(50)), TICKS));

        assertSame(received.frames.get(0).track(), received.frames.get(1).track());
    }

    @Test
    void aNewTimeStampEndsAFrameWhoseMarkerIsMissing() {
        send(List.of(packets.packet(idr(50), false, 0)));
        assertEquals(0, received.frames.size());
        send(List.of(packets.packet(slice(50), false, TICKS)));

        assertEquals(1, received.frames.size());
    }

    @Test
    void aMarkerBehindParameterSetsAloneEndsNothing() {
        send(List.of(packets.packet(SPS, true, 0), packets.packet(PPS, true, 0), packets.packet(idr(50), true, 0)));

        assertEquals(payload(SPS, PPS, idr(50)), received.frames.get(0).asBuffer());
        assertEquals(Map.of(), received.dropped);
    }

    @Test
    void aCameraThatMarksEverySliceIsUnderstoodFromTheSecondPictureOn() {
        for (int i = 0; i < 4; i++) {
            send(List.of(packets.packet(idr(50), true, i * TICKS), packets.packet(laterSlice(50), true, i * TICKS)));
        }

        Frame last = received.frames.get(received.frames.size() - 1);
        assertEquals(payload(SPS, PPS, idr(50), laterSlice(50)), last.asBuffer());
    }

    @Test
    void aLostFragmentCostsItsFrameAndThoseThatReferToIt() {
        sendKey();
        List<ByteBuffer> holed = packets.nals(List.of(slice(1000)), next());
        holed.remove(3);
        send(holed);
        sendDelta();
        sendDelta();
        assertTrue(depacketizer.keyFrameWanted());
        sendKey();
        sendDelta();

        assertEquals(Map.of(DropReason.DAMAGED, 1, DropReason.NO_KEY_FRAME, 2), received.dropped);
        assertEquals(List.of(0, 4, 5), frameNumbers());
        assertEquals(1, received.keyFramesWanted);
        assertFalse(depacketizer.keyFrameWanted());
    }

    @Test
    void aLostWholeFrameCostsThoseThatReferToIt() {
        sendKey();
        packets.nals(List.of(slice(50)), next()); // never sent
        sendDelta();
        sendKey();

        assertEquals(Map.of(DropReason.NO_KEY_FRAME, 1), received.dropped);
        assertEquals(List.of(0, 3), frameNumbers());
    }

    @Test
    void aLostFirstSliceIsNoticedThoughOthersArrive() {
        sendKey();
        List<ByteBuffer> holed = packets.nals(List.of(idr(50), laterIdr(50)), next());
        holed.remove(0);
        send(holed);

        assertEquals(Map.of(DropReason.DAMAGED, 1), received.dropped);
    }

    @Test
    void aLostEndIsNoticedAtTheNextFrame() {
        sendKey();
        List<ByteBuffer> holed = packets.nals(List.of(slice(1000)), next());
        holed.remove(holed.size() - 1);
        send(holed);
        sendDelta();

        assertEquals(List.of(0), frameNumbers());
        assertEquals(Map.of(DropReason.DAMAGED, 1, DropReason.NO_KEY_FRAME, 1), received.dropped);
    }

    @Test
    void framesBeforeTheFirstKeyFrameAreDropped() {
        sendDelta();
        sendDelta();
        sendKey();

        assertEquals(List.of(2), frameNumbers());
        assertEquals(Map.of(DropReason.NO_KEY_FRAME, 2), received.dropped);
        assertEquals(0, received.keyFramesWanted);
    }

    @Test
    void aPacketThatComesTwiceCountsOnce() {
        List<ByteBuffer> unit = packets.nals(List.of(idr(1000)), next());
        unit.add(4, unit.get(3).duplicate());
        send(unit);

        assertEquals(List.of(0), frameNumbers());
        assertEquals(Map.of(DropReason.LATE, 1), received.dropped);
    }

    @Test
    void packetsThatOvertookEachOtherAreReorderedWhenAsked() {
        depacketizer = Formats.reordering(format(sprop(SPS, PPS)), 8, leaks.allocator(), received);
        List<ByteBuffer> unit = packets.nals(List.of(idr(1000)), next());
        unit.add(2, unit.remove(5));
        unit.add(9, unit.remove(8));
        send(unit);

        assertEquals(payload(SPS, PPS, idr(1000)), received.frames.get(0).asBuffer());
        assertEquals(Map.of(), received.dropped);
    }

    @Test
    void aPacketThatNeverComesDelaysTheOthersByTheWindowOnly() {
        depacketizer = Formats.reordering(format(sprop(SPS, PPS)), 4, leaks.allocator(), received);
        sendKey();
        packets.nals(List.of(slice(50)), next()); // never sent
        for (int i = 0; i < 3; i++) {
            sendKey();
        }
        assertEquals(List.of(0), frameNumbers());
        sendKey();

        assertEquals(List.of(0, 2, 3, 4, 5), frameNumbers());
    }

    @Test
    void nobodyWaitsLongerThanATenthOfASecondForAPacket() {
        depacketizer = Formats.reordering(format(sprop(SPS, PPS)), 64, leaks.allocator(), received);
        sendKey();
        packets.nals(List.of(slice(50)), next()); // never sent
        for (int i = 0; i < 3; i++) {
            sendKey();
        }
        assertEquals(List.of(0), frameNumbers());
        sendKey();

        assertEquals(List.of(0, 2, 3, 4, 5), frameNumbers());
    }

    @Test
    void aPacketOfAnotherPayloadTypeInTheMiddleOfAFrameIsMissedThere() {
        sendKey();
        List<ByteBuffer> unit = packets.nals(List.of(idr(1000)), next());
        unit.get(4).put(1, (byte) 13);
        send(unit);

        assertEquals(Map.of(DropReason.NOT_RTP, 1, DropReason.DAMAGED, 1), received.dropped);
    }

    @Test
    void timesRunOnWhereTheTimeStampWraps() {
        int timestamp = -TICKS;
        for (int i = 0; i < 3; i++) {
            send(packets.nals(List.of(idr(50)), timestamp + i * TICKS));
        }

        assertEquals(List.of(90_000L, 93_600L, 97_200L), received.pts());
    }

    @Test
    void aTimeStampThatJumpsIsReplacedByTheArrivalClock() {
        send(packets.nals(List.of(idr(50)), 0));
        send(packets.nals(List.of(idr(50)), 1_500_000_000));
        send(packets.nals(List.of(idr(50)), 1_500_000_000 + TICKS));

        assertEquals(List.of(90_000L, 93_600L, 97_200L), received.pts());
        assertEquals(1, received.timesRepaired);
    }

    @Test
    void aTimeStampThatStandsStillIsReplacedByTheArrivalClock() {
        for (int i = 0; i < 4; i++) {
            ByteBuffer packet = packets.packet(i == 0 ? idr(50) : slice(50), true, 77);
            depacketizer.packet(packet, START_NANOS + i * FRAME_NANOS);
        }

        assertEquals(List.of(0, 1, 2, 3), frameNumbers());
        assertEquals(3, received.timesRepaired);
    }

    @Test
    void timeStampsThatGoBackGiveTimesThatRise() {
        for (int i = 0; i < 10; i++) {
            ByteBuffer packet = packets.packet(i == 0 ? idr(50) : slice(50), true, -i * TICKS);
            depacketizer.packet(packet, START_NANOS + i * FRAME_NANOS);
        }

        assertEquals(10, received.frames.size());
        assertEquals(received.pts().stream().sorted().distinct().toList(), received.pts());
        assertEquals(9, received.timesRepaired);
    }

    @Test
    void anotherSenderOnTheSameChannelStartsAnew() {
        sendKey();
        sendDelta();
        List<ByteBuffer> foreign = new Packetizer(100, 7).nals(List.of(slice(50)), 2 * TICKS + 77);
        foreign.get(0).putInt(8, 4711);
        send(foreign);
        List<ByteBuffer> key = new Packetizer(100, 8).nals(List.of(idr(50)), 3 * TICKS + 77);
        key.get(0).putInt(8, 4711);
        send(key);

        assertEquals(3, received.frames.size());
        assertEquals(Map.of(DropReason.NO_KEY_FRAME, 1), received.dropped);
        assertEquals(90_000L + 3 * TICKS, received.frames.get(2).pts());
    }

    @Test
    void anAccessUnitOverTheLimitIsDropped() {
        var large = new Packetizer(60_000, 1);
        send(large.nals(List.of(idr(Depacketizer.MAX_FRAME_BYTES)), 0));

        assertEquals(Map.of(DropReason.TOO_LARGE, 1), received.dropped);
        assertEquals(0, leaks.live());
    }

    @Test
    void whenMemoryIsUsedUpTheFrameIsDroppedAndTheNextKeyFrameTakesOver() {
        boolean[] full = {false};
        FrameAllocator allocator = capacity -> {
            if (full[0]) {
                throw new CamkitException("CK-1401", "full", "", "wait.", CamkitException.Retry.RETRY);
            }
            return leaks.allocator().allocate(capacity);
        };
        depacketizer = Formats.inOrder(format(sprop(SPS, PPS)), allocator, received);
        sendKey();
        full[0] = true;
        sendDelta();
        full[0] = false;
        sendDelta();
        sendKey();

        assertEquals(List.of(0, 3), frameNumbers());
        assertEquals(Map.of(DropReason.NO_MEMORY, 1, DropReason.NO_KEY_FRAME, 1), received.dropped);
    }

    @Test
    void malformedAndForeignPacketsAreCountedAndHarmless() {
        send(List.of(hex("80"), hex("0060000100000000000000000000"), ByteBuffer.allocate(0)));
        ByteBuffer otherType = packets.packet(idr(50), true, 0);
        otherType.put(1, (byte) (0x80 | 8));
        send(List.of(otherType));
        assertEquals(Map.of(DropReason.NOT_RTP, 4), received.dropped);

        send(List.of(packets.packet(hex("1c"), false, 0))); // FU-A without its second byte
        send(List.of(packets.packet(hex("780010aabb"), false, 0))); // STAP-A that promises more than it has
        send(List.of(packets.packet(hex("7900000001"), false, 0))); // STAP-B, which was not negotiated
        assertEquals(3, received.dropped.getOrDefault(DropReason.MALFORMED, 0));

        sent = 1;
        sendKey();
        assertEquals(List.of(1), frameNumbers());
    }

    @Test
    void anUnfinishedFrameIsGivenBackAtTheEnd() {
        send(List.of(packets.packet(idr(50), false, 0)));
        assertEquals(1, leaks.live());
        depacketizer.close();

        assertEquals(0, leaks.live());
    }

    private void sendKey() {
        send(packets.nals(List.of(idr(50)), next()));
    }

    private void sendDelta() {
        send(packets.nals(List.of(slice(50)), next()));
    }

    private int next() {
        return sent++ * TICKS;
    }

    private void send(List<ByteBuffer> some) {
        for (ByteBuffer packet : some) {
            int timestamp = packet.remaining() < 12 ? 0 : packet.getInt(4);
            boolean ours = timestamp >= 0 && timestamp < 1000 * TICKS;
            long arrival = START_NANOS + (ours ? timestamp / TICKS : received.frames.size()) * FRAME_NANOS;
            depacketizer.packet(packet, arrival);
            assertEquals(0, packet.position(), "the packet was only borrowed");
        }
    }

    private List<Integer> frameNumbers() {
        List<Integer> numbers = new ArrayList<>();
        received.pts().forEach(pts -> numbers.add((int) ((pts - 90_000) / TICKS)));
        return numbers;
    }

    private Depacketizer depacketizer(String sprop) {
        return Formats.inOrder(format(sprop), leaks.allocator(), received);
    }

    private static RtpFormat format(String sprop) {
        return new RtpFormat(Packetizer.PAYLOAD_TYPE, "H264", 90_000, 1, Map.of("sprop-parameter-sets", sprop));
    }

    private static String sprop(ByteBuffer sps, ByteBuffer pps) {
        return base64(sps) + "," + base64(pps);
    }

    private static String base64(ByteBuffer set) {
        byte[] bytes = new byte[set.remaining()];
        set.get(0, bytes);
        return Base64.getEncoder().encodeToString(bytes);
    }

    private static ByteBuffer idr(int size) {
        return nal(0x65, 0x88, size);
    }

    private static ByteBuffer laterIdr(int size) {
        return nal(0x65, 0x48, size);
    }

    private static ByteBuffer slice(int size) {
        return nal(0x41, 0x9a, size);
    }

    /** A slice whose first_mb_in_slice is not 0. */
    private static ByteBuffer laterSlice(int size) {
        return nal(0x65, 0x48, size);
    }

    private static ByteBuffer nal(int first, int second, int size) {
        ByteBuffer nal = ByteBuffer.allocate(size).put((byte) first).put((byte) second);
        while (nal.hasRemaining()) {
            nal.put((byte) (1 + nal.position() % 250));
        }
        return nal.flip();
    }

    private static ByteBuffer payload(ByteBuffer... nals) {
        int size = 0;
        for (ByteBuffer nal : nals) {
            size += Nal.START_CODE_LENGTH + nal.remaining();
        }
        ByteBuffer all = ByteBuffer.allocate(size);
        for (ByteBuffer nal : nals) {
            all.putInt(Nal.START_CODE).put(nal.duplicate());
        }
        return all.flip();
    }

    private static ByteBuffer hex(String digits) {
        return ByteBuffer.wrap(HexFormat.of().parseHex(digits));
    }
}
