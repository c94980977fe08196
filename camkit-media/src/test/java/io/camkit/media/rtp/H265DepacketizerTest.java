package io.camkit.media.rtp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.camkit.media.h264.Nal;
import io.camkit.media.sdp.RtpFormat;
import io.camkit.testkit.FrameLeaks;
import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class H265DepacketizerTest {
    static final ByteBuffer VPS = hex("40010c01ffff01600000030090000003000003003c928090");
    static final ByteBuffer SPS =
            hex("42010101600000030090000003000003003ca00a480f9c926592a4932bc05a020000030002000003003210");
    static final ByteBuffer PPS = hex("4401c172b46240");
    private static final int TRAIL = 1;
    private static final int RADL = 7;
    private static final int RASL = 9;
    private static final int IDR = 19;
    private static final int CRA = 21;
    private static final int PREFIX_SEI = 39;
    private static final int TICKS = 3600;
    private static final long FRAME_NANOS = 40_000_000;

    @RegisterExtension
    final FrameLeaks leaks = FrameLeaks.check();

    private final Received received = new Received();
    private final Packetizer packets = new Packetizer(1400, 65_534);
    private Depacketizer depacketizer = Formats.inOrder(described(Map.of()), leaks.allocator(), received);
    private int sent;

    @AfterEach
    void release() {
        depacketizer.close();
        received.release();
    }

    @Test
    void aNalUnitInOnePacketBecomesAFrameBehindTheSetsOfTheDescription() {
        send(slice(IDR, 50));

        assertEquals(
                payload(VPS, SPS, PPS, slice(IDR, 50)), received.frames.get(0).asBuffer());
        assertTrue(received.frames.get(0).keyFrame());
        assertEquals("H265 322x242 25 fps", received.frames.get(0).track().toString());
    }

    @Test
    void setsInTheStreamSuffice() {
        depacketizer = Formats.inOrder(format(Map.of()), leaks.allocator(), received);
        send(slice(IDR, 50));
        send(VPS, SPS, PPS, slice(IDR, 50));
        send(slice(TRAIL, 50));

        assertEquals(
                payload(VPS, SPS, PPS, slice(IDR, 50)), received.frames.get(0).asBuffer());
        assertEquals(2, received.frames.size());
        assertEquals(Map.of(DropReason.NO_PARAMETER_SETS, 1), received.dropped);
    }

    @Test
    void changedSetsMakeANewTrackFromTheirKeyFrameOn() {
        ByteBuffer otherSps =
                hex("42010101600000030090000003000003003ca00a480f9c926595964932bc05a02000000300200000030321");
        send(slice(IDR, 50));
        send(slice(TRAIL, 50));
        send(VPS, otherSps, PPS, slice(IDR, 50));
        send(VPS, otherSps, PPS, slice(IDR, 50));

        assertSame(received.frames.get(0).track(), received.frames.get(1).track());
        assertNotSame(received.frames.get(1).track(), received.frames.get(2).track());
        assertSame(received.frames.get(2).track(), received.frames.get(3).track());
    }

    @Test
    void fragmentsArePutTogether() {
        ByteBuffer idr = slice(IDR, 300);
        packet(fragment(IDR, 0x80, idr.slice(2, 100)), false);
        packet(fragment(IDR, 0, idr.slice(102, 100)), false);
        packet(fragment(IDR, 0x40, idr.slice(202, 98)), true);

        assertEquals(payload(VPS, SPS, PPS, idr), received.frames.get(0).asBuffer());
    }

    @Test
    void aLostFragmentCostsItsFrameAndThoseThatReferToIt() {
        send(slice(IDR, 50));
        ByteBuffer trail = slice(TRAIL, 300);
        packet(fragment(TRAIL, 0x80, trail.slice(2, 100)), false);
        packets.packet(ByteBuffer.allocate(5), false, 0); // never sent
        packet(fragment(TRAIL, 0x40, trail.slice(202, 98)), true);
        send(slice(TRAIL, 50));
        assertTrue(depacketizer.keyFrameWanted());
        send(slice(IDR, 50));

        assertEquals(2, received.frames.size());
        assertEquals(Map.of(DropReason.DAMAGED, 1, DropReason.NO_KEY_FRAME, 1), received.dropped);
        assertFalse(depacketizer.keyFrameWanted());
    }

    @Test
    void aggregatedUnitsAreTakenApart() {
        packet(aggregate(false, VPS, SPS, PPS, slice(IDR, 50)), true);

        assertEquals(
                payload(VPS, SPS, PPS, slice(IDR, 50)), received.frames.get(0).asBuffer());
    }

    @Test
    void decodingOrderNumbersAreSteppedOverWhereTheyWereAnnounced() {
        depacketizer = Formats.inOrder(described(Map.of("sprop-max-don-diff", "2")), leaks.allocator(), received);
        packet(aggregate(true, VPS, SPS, PPS), false);
        ByteBuffer idr = slice(IDR, 100);
        packet(ByteBuffer.allocate(104).put(0, idr, 0, 2).put(4, idr, 2, 98).limit(102), true);
        next();
        ByteBuffer trail = slice(TRAIL, 100);
        ByteBuffer first = ByteBuffer.allocate(55).putShort((short) 0x6201).put((byte) (0x80 | TRAIL));
        packet(first.putShort((short) 7).put(trail.slice(2, 50)).flip(), false);
        packet(fragment(TRAIL, 0x40, trail.slice(52, 48)), true);

        assertEquals(payload(VPS, SPS, PPS, idr), received.frames.get(0).asBuffer());
        assertEquals(payload(trail), received.frames.get(1).asBuffer());
    }

    @Test
    void aFirstSliceEndsAPictureWhoseMarkerAndTimeStampDoNot() {
        packet(slice(IDR, 50), false);
        packet(laterSlice(IDR), false);
        packet(suffix(PREFIX_SEI), false);
        packet(slice(TRAIL, 50), false);
        packet(slice(TRAIL, 50), true);

        assertEquals(3, received.frames.size());
        assertEquals(
                payload(VPS, SPS, PPS, slice(IDR, 50), laterSlice(IDR)),
                received.frames.get(0).asBuffer());
        assertEquals(
                payload(suffix(PREFIX_SEI), slice(TRAIL, 50)),
                received.frames.get(1).asBuffer());
        assertEquals(2, received.timesRepaired);
    }

    @Test
    void decodingBeginsAtACleanRandomAccessPointAndSkipsWhatRefersToBeforeIt() {
        send(slice(TRAIL, 50));
        send(slice(CRA, 50));
        send(slice(RASL, 50));
        send(slice(RADL, 50));
        send(slice(TRAIL, 50));
        send(slice(CRA, 50));
        send(slice(RASL, 50));

        assertEquals(Map.of(DropReason.NO_KEY_FRAME, 2), received.dropped);
        assertEquals(5, received.frames.size());
        assertEquals(0, received.keyFramesWanted);
        assertFalse(depacketizer.keyFrameWanted());
    }

    @Test
    void otherLayersAreIgnored() {
        packet(slice(IDR, 50).put(1, (byte) 0x09), false);
        send(slice(IDR, 50));

        assertEquals(
                payload(VPS, SPS, PPS, slice(IDR, 50)), received.frames.get(0).asBuffer());
        assertEquals(Map.of(), received.dropped);
    }

    @Test
    void malformedPayloadsAreCountedAndHarmless() {
        packet(hex("2601"), true); // a header alone
        packet(hex("6001000901"), true); // promises more than it has
        packet(hex("60010003620113"), true); // a fragment in an aggregate
        packet(hex("7e01aa"), true); // of a type that nobody assigned
        packet(hex("64012600808001"), true); // a part of a picture behind extensions that were not negotiated
        next();
        send(slice(IDR, 50));

        assertEquals(5, received.dropped.get(DropReason.MALFORMED));
        assertEquals(1, received.frames.size());
    }

    private void send(ByteBuffer... nals) {
        for (int i = 0; i < nals.length; i++) {
            packet(nals[i], i == nals.length - 1);
        }
        next();
    }

    private void packet(ByteBuffer payload, boolean marker) {
        depacketizer.packet(packets.packet(payload, marker, sent * TICKS), 1_000_000_000 + sent * FRAME_NANOS);
    }

    private void next() {
        sent++;
    }

    private static ByteBuffer fragment(int type, int flags, ByteBuffer part) {
        return ByteBuffer.allocate(3 + part.remaining())
                .putShort((short) 0x6201)
                .put((byte) (flags | type))
                .put(part)
                .flip();
    }

    private static ByteBuffer aggregate(boolean numbered, ByteBuffer... nals) {
        ByteBuffer payload = ByteBuffer.allocate(1000).putShort((short) 0x6001);
        for (int i = 0; i < nals.length; i++) {
            if (numbered) {
                payload.put(new byte[i == 0 ? 2 : 1]);
            }
            payload.putShort((short) nals[i].remaining()).put(nals[i].duplicate());
        }
        return payload.flip();
    }

    private static ByteBuffer slice(int type, int size) {
        return nal(type, 0x80, size);
    }

    private static ByteBuffer laterSlice(int type) {
        return nal(type, 0x20, 30);
    }

    private static ByteBuffer suffix(int type) {
        return nal(type, 0x05, 10);
    }

    private static ByteBuffer nal(int type, int third, int size) {
        ByteBuffer nal =
                ByteBuffer.allocate(size).putShort((short) ((type << 9) | 1)).put((byte) third);
        while (nal.hasRemaining()) {
            nal.put((byte) (1 + nal.position() % 250));
        }
        return nal.flip();
    }

    private static ByteBuffer payload(ByteBuffer... nals) {
        ByteBuffer all = ByteBuffer.allocate(10_000);
        for (ByteBuffer nal : nals) {
            all.putInt(Nal.START_CODE).put(nal.duplicate());
        }
        return all.flip();
    }

    static RtpFormat described(Map<String, String> more) {
        Map<String, String> all = new HashMap<>(more);
        all.putAll(Map.of("sprop-vps", base64(VPS), "sprop-sps", base64(SPS), "sprop-pps", base64(PPS)));
        return format(all);
    }

    private static RtpFormat format(Map<String, String> parameters) {
        return new RtpFormat(Packetizer.PAYLOAD_TYPE, "H265", 90_000, 1, parameters);
    }

    private static String base64(ByteBuffer set) {
        byte[] bytes = new byte[set.remaining()];
        set.get(0, bytes);
        return Base64.getEncoder().encodeToString(bytes);
    }

    private static ByteBuffer hex(String digits) {
        return ByteBuffer.wrap(HexFormat.of().parseHex(digits));
    }
}
