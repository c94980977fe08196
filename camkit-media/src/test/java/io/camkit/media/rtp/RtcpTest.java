package io.camkit.media.rtp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

class RtcpTest {
    private static final String SENDER_REPORT = "80c80006 11223344 e8d4a510 80000000 00015f90 00000064 00002710";
    private static final String NAME = "81ca0003 11223344 0103616263000000";
    private static final String GOODBYE = "81cb0001 11223344";

    @Test
    void aSenderReportTellsTwoClocks() {
        var report = new Rtcp.SenderReport(0x1122_3344, 0xe8d4_a510_8000_0000L, 90_000);

        assertEquals(List.of(report), Rtcp.read(hex(SENDER_REPORT + NAME)));
        assertEquals(0xa510_8000, report.shortTime());
    }

    @Test
    void aGoodbyeIsHeard() {
        assertEquals(List.of(new Rtcp.Goodbye(0x1122_3344)), Rtcp.read(hex(GOODBYE)));
    }

    @Test
    void whatStandsBehindAMalformedPartIsLeftOut() {
        assertEquals(1, Rtcp.read(hex(SENDER_REPORT + "80c90009" + GOODBYE)).size());
        assertEquals(1, Rtcp.read(hex(SENDER_REPORT + "00c90000" + GOODBYE)).size());
    }

    @Test
    void whereverAReportIsCutOffItIsLeftOut() {
        ByteBuffer whole = hex(SENDER_REPORT);
        for (int length = 0; length < whole.limit(); length++) {
            assertEquals(List.of(), Rtcp.read(whole.slice(0, length)));
        }
        whole.putShort(2, (short) 4);
        assertEquals(List.of(), Rtcp.read(whole));
    }

    @Test
    void aReceiverReportCarriesItsNumbersAndAName() {
        var about = new ReceptionReport(0x1122_3344, 64, -2, 0x1_0005, 7, 0xa510_8000, 0x1_0000);

        assertEquals(
                hex("81c90007 aabbccdd 11223344 40fffffe 00010005 00000007 a5108000 00010000"
                        + "81ca0002 aabbccdd 01016100"),
                new RtcpWriter(0xaabb_ccdd, "a").report(List.of(about)));
    }

    @Test
    void aNameIsPaddedToFourBytesAndEndsWithZero() {
        for (String name : List.of("", "a", "ab", "abc", "abcd")) {
            ByteBuffer packet = new RtcpWriter(1, name).report(List.of());

            assertEquals(0, packet.limit() % 4);
            assertEquals(0, packet.get(packet.limit() - 1));
            assertEquals(packet.limit(), 8 + 4 * (1 + packet.getShort(10)));
        }
    }

    @Test
    void aKeyFrameIsAskedForByPictureLoss() {
        ByteBuffer packet = new RtcpWriter(1, "ab").pictureLoss(List.of(), 0x1122_3344);

        assertEquals(
                hex("81ce0002 00000001 11223344"),
                packet.position(packet.limit() - 12).slice());
    }

    @Test
    void eachFullIntraRequestIsANewOne() {
        var writer = new RtcpWriter(1, "ab");
        writer.fullIntra(List.of(), 0x1122_3344);
        ByteBuffer packet = writer.fullIntra(List.of(), 0x1122_3344);

        assertEquals(
                hex("84ce0004 00000001 00000000 11223344 01000000"),
                packet.position(packet.limit() - 20).slice());
    }

    @Test
    void aNameThatDoesNotFitIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> new RtcpWriter(1, "x".repeat(256)));
    }

    private static ByteBuffer hex(String digits) {
        return ByteBuffer.wrap(HexFormat.of().parseHex(digits.replace(" ", "")));
    }
}
