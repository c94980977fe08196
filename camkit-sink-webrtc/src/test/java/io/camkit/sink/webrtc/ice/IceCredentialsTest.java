package io.camkit.sink.webrtc.ice;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.security.SecureRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class IceCredentialsTest {
    private static final String CHARACTERS = "[A-Za-z0-9+/]";

    private final SecureRandom random = new SecureRandom();

    @Test
    void bothConsistOfCharactersThatADescriptionMayHave() {
        IntStream.range(0, 1000).mapToObj(i -> IceCredentials.create(random)).forEach(credentials -> {
            assertTrue(credentials.ufrag().matches(CHARACTERS + "{8}"), credentials.ufrag());
            assertTrue(credentials.password().matches(CHARACTERS + "{24}"), credentials.password());
        });
    }

    @Test
    void everyPeerHasItsOwn() {
        IceCredentials first = IceCredentials.create(random);
        IceCredentials second = IceCredentials.create(random);

        assertNotEquals(first.ufrag(), second.ufrag());
        assertNotEquals(first.password(), second.password());
    }

    @Test
    void thePasswordIsNotPrinted() {
        IceCredentials credentials = IceCredentials.create(random);

        assertEquals("IceCredentials(" + credentials.ufrag() + ", ***)", credentials.toString());
        assertFalse(credentials.toString().contains(credentials.password()));
    }
}
