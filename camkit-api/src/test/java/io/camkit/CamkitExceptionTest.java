package io.camkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.camkit.CamkitException.Retry;
import org.junit.jupiter.api.Test;

class CamkitExceptionTest {
    @Test
    void whatAStrangerSentCannotBeginALineOrSteerATerminal() {
        var fault = new CamkitException(
                "CK-2112",
                "the server answered 500 \u001b[2J\u009b1mok\r\nCK-0000 all is well",
                "a\u2028b",
                "look",
                Retry.RETRY);

        assertEquals("the server answered 500 ?[2J?1mok??CK-0000 all is well", fault.what());
        assertEquals("CK-2112 a?b: " + fault.what() + ". Mend: look", fault.getMessage());
    }

    @Test
    void whatAStrangerSentDoesNotFillTheLog() {
        var fault = new CamkitException("CK-2112", "x".repeat(100_000), "", "look", Retry.RETRY);

        assertTrue(fault.what().length() < 1000, () -> fault.what().length() + " characters");
    }
}
