package io.camkit.source.esp32;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.camkit.CamkitException;
import io.camkit.Secret;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class DeviceKeyTest {
    private static final DeviceKey KEY = DeviceKey.of(Secret.of(Ingest.TOKEN));

    @Test
    void theStoredFormIsTheDigestOfTheTokensBytes() {
        String digest = HexFormat.of().formatHex(Proofs.sha256(HexFormat.of().parseHex(Ingest.TOKEN)));

        assertEquals("sha256:" + digest, KEY.stored());
        assertEquals(KEY, DeviceKey.of(Secret.of(KEY.stored())));
    }

    @Test
    void aTokenIsMadeOfRandomBits() {
        String token = DeviceKey.newToken().reveal();

        assertTrue(token.matches("[0-9a-f]{64}"));
        assertNotEquals(token, DeviceKey.newToken().reveal());
        assertTrue(DeviceKey.of(Secret.of(token)).isOf(token));
    }

    @Test
    void onlyTheTokenProvesItself() {
        String challenge = Visit.challenge("yard", "00".repeat(32));

        assertTrue(KEY.isProvedBy(Proofs.of(Ingest.TOKEN, "yard", "00".repeat(32)), challenge));
        assertFalse(KEY.isProvedBy(Proofs.of(Ingest.TOKEN, "yard", "01".repeat(32)), challenge));
        assertFalse(KEY.isProvedBy(Proofs.of(Ingest.OTHER_TOKEN, "yard", "00".repeat(32)), challenge));
        assertFalse(KEY.isProvedBy("", challenge));
        assertFalse(KEY.isProvedBy("zz".repeat(32), challenge));
    }

    @Test
    void whatIsNoTokenIsRefusedAndNotRepeated() {
        for (String written : new String[] {"", "secret", "00".repeat(31), "sha256:12", "sha256:" + "0g".repeat(32)}) {
            var refusal = assertThrows(CamkitException.class, () -> DeviceKey.of(Secret.of(written)));

            assertEquals("CK-2606", refusal.code());
        }
    }

    @Test
    void printingAKeyShowsNothing() {
        assertEquals("***", KEY.toString());
        assertFalse(Ingest.spec().toString().contains(KEY.stored()));
    }
}
