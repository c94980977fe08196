package io.camkit.media.rtp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.camkit.media.bits.BitWriter;
import io.camkit.media.sdp.RtpFormat;
import io.camkit.testkit.FrameLeaks;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class AacDepacketizerTest {
    static final Map<String, String> HIGH_BIT_RATE = Map.of(
            "mode", "AAC-hbr", "config", "1190", "sizelength", "13", "indexlength", "3", "indexdeltalength", "3");
    private static final long FRAME_NANOS = 1_000_000_000L * 1024 / 48_000;

    @RegisterExtension
    final FrameLeaks leaks = FrameLeaks.check();

    private final Received received = new Received();
    private final Packetizer packets = new Packetizer(1400, 1);
    private Depacketizer depacketizer = depacketizer(HIGH_BIT_RATE);
    private int sent;

    @AfterEach
    void release() {
        depacketizer.close();
        received.release();
    }

    @Test
    void anAccessUnitIsAFrameAndTheConfigurationItsParameterSet() {
        send(1, headers(unit(100)), unit(100));

        assertEquals(unit(100), received.frames.get(0).asBuffer());
        assertEquals("AAC 48000 Hz, 2 ch", received.frames.get(0).track().toString());
        assertEquals(List.of(hex("1190")), received.frames.get(0).track().parameterSets());
    }

    @Test
    void severalAccessUnitsFollowEachOtherInTime() {
        send(3, headers(unit(10), unit(20), unit(30)), unit(10), unit(20), unit(30));
        send(1, headers(unit(40)), unit(40));

        assertEquals(List.of(48_000L, 49_024L, 50_048L, 51_072L), received.pts());
        assertEquals(unit(20), received.frames.get(1).asBuffer());
        assertEquals(0, received.timesRepaired);
    }

    @Test
    void fragmentsArePutTogether() {
        ByteBuffer unit = unit(300);
        packet(headers(unit), false, unit.slice(0, 100));
        packet(headers(unit), false, unit.slice(100, 100));
        packet(headers(unit), true, unit.slice(200, 100));

        assertEquals(unit, received.frames.get(0).asBuffer());
    }

    @Test
    void aLostFragmentCostsItsAccessUnitOnly() {
        ByteBuffer unit = unit(300);
        packet(headers(unit), false, unit.slice(0, 100));
        packets.packet(ByteBuffer.allocate(1), false, 0); // never sent
        packet(headers(unit), true, unit.slice(200, 100));
        sent++;
        send(1, headers(unit(50)), unit(50));

        assertEquals(1, received.frames.size());
        assertEquals(Map.of(DropReason.DAMAGED, 2), received.dropped); // a beginning and an end
    }

    @Test
    void unfinishedFragmentsGiveWayToTheNextAccessUnit() {
        ByteBuffer unit = unit(300);
        packet(headers(unit), false, unit.slice(0, 100));
        sent++;
        packet(headers(unit), false, unit.slice(0, 100));
        sent++;
        send(1, headers(unit(50)), unit(50));

        assertEquals(1, received.frames.size());
        assertEquals(Map.of(DropReason.DAMAGED, 2), received.dropped);
    }

    @Test
    void lowBitRateHasShorterHeaders() {
        depacketizer = depacketizer(Map.of(
                "mode", "AAC-lbr", "config", "1588", "sizelength", "6", "indexlength", "2", "indexdeltalength", "2"));
        BitWriter sizes =
                new BitWriter().bits(16, 16).bits(6, 20).bits(2, 0).bits(6, 30).bits(2, 0);
        send(2, sizes.bytes(), unit(20), unit(30));

        assertEquals(unit(30), received.frames.get(1).asBuffer());
    }

    @Test
    void whateverElseStandsInHeadersIsSteppedOver() {
        Map<String, String> rich = new HashMap<>(HIGH_BIT_RATE);
        rich.putAll(Map.of(
                "ctsdeltalength",
                "5",
                "dtsdeltalength",
                "6",
                "randomaccessindication",
                "1",
                "streamstateindication",
                "2",
                "auxiliarydatasizelength",
                "4",
                "constantduration",
                "960"));
        depacketizer = depacketizer(rich);
        BitWriter header = new BitWriter().bits(16, 16 + 1 + 7 + 3 + 16 + 6 + 1 + 3);
        header.bits(13, 20)
                .bits(3, 0)
                .bits(1, 0)
                .bits(1, 1)
                .bits(6, 9)
                .bits(1, 1)
                .bits(2, 3);
        header.bits(13, 30)
                .bits(3, 0)
                .bits(1, 1)
                .bits(5, 9)
                .bits(1, 0)
                .bits(1, 1)
                .bits(2, 3);
        ByteBuffer headers =
                ByteBuffer.allocate(100).put(header.bytes()).put((byte) 0x3f).flip(); // 3 auxiliary bits
        send(2, headers, unit(20), unit(30));

        assertEquals(List.of(48_000L, 48_960L), received.pts());
        assertEquals(unit(30), received.frames.get(1).asBuffer());
    }

    @Test
    void withoutHeadersThePacketIsTheAccessUnit() {
        depacketizer = depacketizer(Map.of("mode", "AAC-hbr", "config", "1190"));
        send(1, ByteBuffer.allocate(0), unit(77));

        assertEquals(unit(77), received.frames.get(0).asBuffer());
    }

    @Test
    void accessUnitsOfOneSizeNeedNoHeaders() {
        depacketizer = depacketizer(Map.of("config", "1190", "constantsize", "40"));
        send(2, ByteBuffer.allocate(0), unit(40), unit(40));

        assertEquals(List.of(48_000L, 49_024L), received.pts());
    }

    @Test
    void withoutConfigurationItIsPlainAac() {
        depacketizer = depacketizer(Map.of("sizelength", "13", "indexlength", "3", "indexdeltalength", "3"));
        send(1, headers(unit(50)), unit(50));

        assertEquals(List.of(hex("1190")), received.frames.get(0).track().parameterSets());
    }

    @Test
    void whatIsNoAacOrContradictsItselfIsNotRead() {
        assertFalse(Depacketizer.reads(format(Map.of("mode", "CELP-cbr", "config", "1190"))));
        assertFalse(Depacketizer.reads(format(Map.of("config", "zz"))));
        assertFalse(Depacketizer.reads(format(Map.of("config", "4910"))));
        assertFalse(Depacketizer.reads(format(Map.of("config", "1190", "sizelength", "64"))));
    }

    @Test
    void malformedPacketsAreCountedAndHarmless() {
        payload(hex("00"));
        payload(hex("ffff00"));
        payload(hex("00100000aa")); // a size of nothing
        payload(hex("00200010001aaabb")); // more than there is
        payload(hex("0020000800090102")); // interleaved
        send(1, headers(unit(50)), unit(50));

        assertEquals(Map.of(DropReason.MALFORMED, 5), received.dropped);
        assertEquals(unit(50), received.frames.get(received.frames.size() - 1).asBuffer());
    }

    private void payload(ByteBuffer payload) {
        depacketizer.packet(packets.packet(payload, true, sent * 1024), 1_000_000_000 + sent * FRAME_NANOS);
        sent++;
    }

    private void send(int units, ByteBuffer headers, ByteBuffer... parts) {
        packet(headers, true, parts);
        sent += units;
    }

    private void packet(ByteBuffer headers, boolean marker, ByteBuffer... parts) {
        ByteBuffer payload = ByteBuffer.allocate(1400).put(headers.duplicate());
        for (ByteBuffer part : parts) {
            payload.put(part.duplicate());
        }
        depacketizer.packet(packets.packet(payload.flip(), marker, sent * 1024), 1_000_000_000 + sent * FRAME_NANOS);
    }

    private static ByteBuffer headers(ByteBuffer... units) {
        ByteBuffer headers = ByteBuffer.allocate(2 + 2 * units.length).putShort((short) (16 * units.length));
        for (ByteBuffer unit : units) {
            headers.putShort((short) (unit.remaining() << 3));
        }
        return headers.flip();
    }

    private static ByteBuffer unit(int size) {
        ByteBuffer unit = ByteBuffer.allocate(size);
        while (unit.hasRemaining()) {
            unit.put((byte) (size + unit.position()));
        }
        return unit.flip();
    }

    private Depacketizer depacketizer(Map<String, String> parameters) {
        return Formats.inOrder(format(parameters), leaks.allocator(), received);
    }

    static RtpFormat format(Map<String, String> parameters) {
        return new RtpFormat(Packetizer.PAYLOAD_TYPE, "MPEG4-GENERIC", 48_000, 2, parameters);
    }

    private static ByteBuffer hex(String digits) {
        return ByteBuffer.wrap(HexFormat.of().parseHex(digits));
    }
}
