package io.camkit.media.rtp;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.camkit.media.rtp.RtcpFeedback.Estimate;
import io.camkit.media.rtp.RtcpFeedback.KeyFrameNeeded;
import io.camkit.media.rtp.RtcpFeedback.Left;
import io.camkit.media.rtp.RtcpFeedback.Missing;
import io.camkit.media.rtp.RtcpFeedback.Report;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

class RtcpFeedbackTest {
    private static final String REPORT = "81c90007 aabbccdd 11223344 40fffffe 00010005 00000007 a5108000 00010000";
    private static final String MISSING = "81cd0003 aabbccdd 11223344 fffe0005";
    private static final String PICTURE_LOSS = "81ce0002 aabbccdd 11223344";
    private static final String FULL_INTRA = "84ce0004 aabbccdd 00000000 11223344 05000000";
    private static final String ESTIMATE = "8fce0005 aabbccdd 00000000 52454d42 010c3d09 11223344";

    @Test
    void aReportSaysHowPacketsArrive() {
        var about = new ReceptionReport(0x1122_3344, 64, -2, 0x1_0005, 7, 0xa510_8000, 0x1_0000);

        assertEquals(List.of(new Report(about)), RtcpFeedback.read(hex(REPORT)));
    }

    @Test
    void aReportTellsTheRoundTrip() {
        var about = new ReceptionReport(1, 0, 0, 0, 0, 0xa510_8000, 0x1_0000);

        assertEquals(0.5, about.roundTripSeconds(0xa512_0000));
    }

    @Test
    void whoHasHeardNoReportTellsNoRoundTrip() {
        assertEquals(-1, new ReceptionReport(1, 0, 0, 0, 0, 0, 0).roundTripSeconds(5));
    }

    @Test
    void missingPacketsAreNamedByTheFirstAndABitForEachBehindIt() {
        assertEquals(List.of(new Missing(0x1122_3344, 0xfffe, 5)), RtcpFeedback.read(hex(MISSING)));
    }

    @Test
    void bothRequestsForAKeyFrameAreUnderstood() {
        var needed = new KeyFrameNeeded(0x1122_3344);

        assertEquals(List.of(needed, needed), RtcpFeedback.read(hex(PICTURE_LOSS + FULL_INTRA)));
    }

    @Test
    void anEstimateHasAnExponent() {
        assertEquals(List.of(new Estimate(15_625L << 3)), RtcpFeedback.read(hex(ESTIMATE)));
    }

    @Test
    void anEstimateBeyondAnyNetworkIsTheLargestNumber() {
        assertEquals(
                List.of(new Estimate(Long.MAX_VALUE)),
                RtcpFeedback.read(hex("8fce0005 aabbccdd 00000000 52454d42 01ffffff 11223344")));
    }

    @Test
    void aGoodbyeIsHeard() {
        assertEquals(List.of(new Left(0x1122_3344)), RtcpFeedback.read(hex("81cb0001 11223344")));
    }

    @Test
    void whereverAPartIsCutOffItIsLeftOut() {
        for (String part : List.of(REPORT, MISSING, PICTURE_LOSS, FULL_INTRA, ESTIMATE)) {
            ByteBuffer whole = hex(part);
            for (int length = 0; length < whole.limit(); length++) {
                assertEquals(List.of(), RtcpFeedback.read(whole.slice(0, length)));
            }
        }
    }

    @Test
    void noMoreThanTheAllowedPartsAreRead() {
        String many = PICTURE_LOSS.repeat(RtcpFeedback.MAX_PARTS + 1);

        assertEquals(RtcpFeedback.MAX_PARTS, RtcpFeedback.read(hex(many)).size());
    }

    @Test
    void aReceiverUnderstandsASendersReport() {
        SenderReports reports = new SenderReports("door");
        ByteBuffer packet = ByteBuffer.allocate(reports.size());
        long moment = SenderReports.ntpTime(Instant.ofEpochSecond(1_700_000_000, 500_000_000));

        reports.write(packet, 7, moment, 90_000, 100, 10_000);

        assertEquals(0, packet.remaining());
        assertEquals(List.of(new Rtcp.SenderReport(7, moment, 90_000)), Rtcp.read(packet.flip()));
        assertEquals(0x8000_0000L, moment & 0xffff_ffffL);
    }

    @Test
    void aNameIsPaddedToFourBytesAndEndsWithZero() {
        for (String name : List.of("", "a", "ab", "abc", "abcd")) {
            SenderReports reports = new SenderReports(name);
            ByteBuffer packet = ByteBuffer.allocate(reports.size());
            reports.write(packet, 7, 0, 0, 0, 0);

            assertEquals(0, reports.size() % 4);
            assertEquals(0, packet.get(packet.position() - 1));
        }
    }

    private static ByteBuffer hex(String digits) {
        return ByteBuffer.wrap(HexFormat.of().parseHex(digits.replace(" ", "")));
    }
}
