package io.camkit.sink.webrtc.srtp;

import static io.camkit.sink.webrtc.srtp.Packets.hex;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class SessionKeysTest {
    /** RFC 3711, appendix B.3. */
    private static final SrtpKey MASTER = new SrtpKey(
            SrtpProfile.AES128_CM_HMAC_SHA1_80,
            hex("E1F97A0D3E018BE0D64FA32C06DE4139"),
            hex("0EC675AD498AFEEBB6960B3AABE6"));

    @Test
    void theKeysOfTheStandardsExampleAreDerived() {
        SessionKeys keys = SessionKeys.media(MASTER);

        assertArrayEquals(hex("C61E7A93744F39EE10734AFE3FF7A087"), keys.encryption());
        assertArrayEquals(hex("30CBBC08863D8C85D49DB34A9AE1"), keys.salt());
        assertArrayEquals(hex("CEBE321F6FF7716B6FD4AB49AF256A156D38BAA4"), keys.authentication());
    }

    @Test
    void aLongerKeyContinuesTheSameStream() {
        assertArrayEquals(
                hex("CEBE321F6FF7716B6FD4AB49AF256A15 6D38BAA48F0A0ACF3C34E2359E6CDBCE"
                        + "E049646C43D9327AD175578EF7227098 6371C10C9A369AC2F94A8C5FBCDDDC25"
                        + "6D6E919A48B610EF17C2041E47403576"),
                SessionKeys.derive(MASTER, 1, 80));
    }

    @Test
    void mediaAndControlHaveNoKeyInCommon() {
        SessionKeys media = SessionKeys.media(MASTER);
        SessionKeys control = SessionKeys.control(MASTER);

        assertFalse(Arrays.equals(media.encryption(), control.encryption()));
        assertFalse(Arrays.equals(media.authentication(), control.authentication()));
        assertFalse(Arrays.equals(media.salt(), control.salt()));
    }
}
