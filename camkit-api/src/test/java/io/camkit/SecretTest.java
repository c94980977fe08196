package io.camkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class SecretTest {
    private final Secret secret = Secret.of("s3cret\u00e9");

    @Test
    void itCannotBePrintedByAccident() {
        assertEquals("***", secret.toString());
        assertEquals(
                "Credentials[username=viewer, password=***]",
                Credentials.of("viewer", "s3cret").toString());
    }

    @Test
    void itMatchesItselfAlone() {
        assertTrue(secret.matches("s3cret\u00e9"));
        assertFalse(secret.matches("s3crete"));
        assertFalse(secret.matches(""));
        assertEquals(Secret.of("a"), Secret.of("a"));
        assertEquals(Secret.of("a").hashCode(), Secret.of("a").hashCode());
        assertNotEquals(Secret.of("a"), Secret.of("b"));
    }

    @Test
    void whoNeedsItGetsIt() {
        assertEquals("s3cret\u00e9", secret.reveal());
    }
}
