package io.camkit.sink.webrtc.srtp;

import static io.camkit.sink.webrtc.srtp.Packets.hex;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** The examples of RFC 7714, sections 16 and 17. */
class GcmCipherTest {
    private static final String KEY = "000102030405060708090a0b0c0d0e0f";
    private static final String LONG_KEY = KEY + "101112131415161718191a1b1c1d1e1f";
    private static final String RTP = "8040f17b 8041f8d3 5501a0b2 47616c6c 69612065 7374206f 6d6e6973 20646976"
            + "69736120 696e2070 61727465 73207472 6573";
    private static final String SRTP = "8040f17b 8041f8d3 5501a0b2 f24de3a3 fb34de6c acba861c 9d7e4bca be633bd5"
            + "0d294e6f 42a5f47a 51c7d19b 36de3adf 8833899d 7f27beb1 6a9152cf 765ee439 0cce";
    private static final String RTCP = "81c8000d 4d617273 4e545031 4e545032 52545020 0000042a 0000e930 4c756e61"
            + "deadbeef deadbeef deadbeef deadbeef deadbeef";
    private static final String SRTCP = "81c8000d 4d617273 63e94885 dcdab67c a727d766 2f6b7e99 7ff5c0f7 6c06f32d"
            + "c676a5f1 730d6fda 4ce09b46 86303ded 0bb9275b c84aa458 96cf4d2f c5abf872 45d9eade 800005d4";

    private static SessionKeys keys(boolean control) {
        return new SessionKeys(
                SrtpProfile.AEAD_AES_128_GCM, control, hex(KEY), new byte[0], hex("517569642070726f2071756f"));
    }

    @Test
    void rtpIsEncryptedAsInTheStandard() {
        byte[] packet = Packets.roomy(hex(RTP));
        int length = new SrtpEncryptor(keys(false)).protect(packet, 12, hex(RTP).length, 0xf17b);

        assertArrayEquals(hex(SRTP), Arrays.copyOf(packet, length));
    }

    @Test
    void rtpIsDecryptedAsInTheStandard() {
        byte[] packet = hex(SRTP);
        int length = new SrtpDecryptor(keys(false)).unprotect(packet, packet.length);

        assertArrayEquals(hex(RTP), Arrays.copyOf(packet, length));
    }

    @Test
    void rtcpIsEncryptedAsInTheStandard() {
        byte[] packet = Packets.roomy(hex(RTCP));
        int length = new SrtcpEncryptor(keys(true), 0x5d4).protect(packet, hex(RTCP).length);

        assertArrayEquals(hex(SRTCP), Arrays.copyOf(packet, length));
    }

    @Test
    void rtcpIsDecryptedAsInTheStandard() {
        byte[] packet = hex(SRTCP);
        int length = new SrtcpDecryptor(keys(true)).unprotect(packet, packet.length);

        assertArrayEquals(hex(RTCP), Arrays.copyOf(packet, length));
    }

    @Test
    void aLongerKeyEncryptsAsInTheStandard() {
        var keys = new SessionKeys(
                SrtpProfile.AEAD_AES_256_GCM, false, hex(LONG_KEY), new byte[0], hex("517569642070726f2071756f"));
        byte[] packet = Packets.roomy(hex(RTP));
        int length = new SrtpEncryptor(keys).protect(packet, 12, hex(RTP).length, 0xf17b);

        assertArrayEquals(
                hex("8040f17b 8041f8d3 5501a0b2 32b1de78 a822fe12 ef9f78fa 332e33aa b1801238 9a58e2f3 b50b2a02 76ffae0f"
                        + "1ba63799 b87b7aa3 db36dfff d6b0f9bb 7878d7a7 6c13"),
                Arrays.copyOf(packet, length));
    }

    @Test
    void aPacketMayBeSentAgainAsOftenAsItIsLost() {
        var encryptor = new SrtpEncryptor(keys(false));
        for (int time = 0; time < 3; time++) {
            byte[] packet = Packets.roomy(hex(RTP));

            assertEquals(hex(SRTP).length, encryptor.protect(packet, 12, hex(RTP).length, 0xf17b));
            assertArrayEquals(hex(SRTP), Arrays.copyOf(packet, hex(SRTP).length));
        }
    }
}
