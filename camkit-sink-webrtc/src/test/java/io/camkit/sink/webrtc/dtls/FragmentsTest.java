package io.camkit.sink.webrtc.dtls;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class FragmentsTest {
    /** A record in clear with the beginning of a message that claims a length. */
    private static String record(String epoch, String length) {
        return "16fefd" + epoch + "000000000000" + "000c" + "0b" + length + "0000" + "000000" + "000000";
    }

    private static boolean areBounded(String digits) {
        return Fragments.areBounded(HexFormat.of().parseHex(digits));
    }

    @Test
    void aMessageAsLongAsCertificatesAreIsTaken() {
        assertTrue(areBounded(record("0000", "004000")));
    }

    @Test
    void aMessageThatClaimsMoreIsNot() {
        assertFalse(areBounded(record("0000", "004001")));
        assertFalse(areBounded(record("0000", "ffffff")));
    }

    @Test
    void everyRecordOfADatagramCounts() {
        assertFalse(areBounded(record("0000", "000010") + record("0000", "ffffff")));
    }

    @Test
    void everyFragmentOfARecordCounts() {
        String small = "0b000000" + "0000" + "000000" + "000000";
        String large = "0bffffff" + "0001" + "000000" + "000000";

        assertFalse(areBounded("16fefd" + "0000" + "000000000000" + "0018" + small + large));
    }

    @Test
    void whatIsEncryptedIsNotRead() {
        assertTrue(areBounded(record("0001", "ffffff")));
    }

    @Test
    void whateverIsCutOffIsRead() {
        String whole = record("0000", "000010") + record("0000", "000010");
        for (int length = 0; length < whole.length(); length += 2) {
            assertTrue(areBounded(whole.substring(0, length)));
        }
    }

    private static final String PROOF =
            "16fefd" + "0000" + "000000000000" + "0010" + "0f000004" + "0003" + "000000" + "000004" + "01020304";
    private static final String PROOF_BEGINS =
            "16fefd" + "0000" + "000000000000" + "000f" + "0f000004" + "0003" + "000000" + "000003" + "010203";
    private static final String PROOF_ENDS =
            "16fefd" + "0000" + "000000000000" + "000d" + "0f000004" + "0003" + "000003" + "000001" + "04";
    private static final String CHANGE = "14fefd" + "0000" + "000000000000" + "0001" + "01";

    private static int inOrder(Fragments fragments, String digits) {
        return fragments.inOrder(HexFormat.of().parseHex(digits));
    }

    @Test
    void theCipherIsNotChangedBeforeTheProofHasCome() {
        var fragments = new Fragments();

        assertEquals(0, inOrder(fragments, CHANGE));
        assertEquals((PROOF + CHANGE).length() / 2, inOrder(fragments, PROOF + CHANGE));
        assertEquals(CHANGE.length() / 2, inOrder(fragments, CHANGE));
    }

    @Test
    void halfAProofIsNone() {
        var fragments = new Fragments();

        assertEquals(PROOF_ENDS.length() / 2, inOrder(fragments, PROOF_ENDS + CHANGE));
        assertEquals((PROOF_BEGINS + CHANGE).length() / 2, inOrder(fragments, PROOF_BEGINS + CHANGE));
    }
}
