package io.camkit.sink.webrtc.srtp;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.Arrays;

class SrtpDecryptorFuzzTest {
    @FuzzTest
    void anyBytesAreRefusedUnlessTheOtherEndProtectedThem(byte[] bytes) {
        for (SrtpProfile profile : SrtpProfile.values()) {
            assertTrue(new SrtpDecryptor(Packets.key(profile)).unprotect(bytes.clone(), bytes.length) < 0);
            if (bytes.length >= Packets.HEADER) {
                byte[] packet = Packets.roomy(bytes);
                int header = Math.max(Packets.HEADER, RtpHead.length(bytes, bytes.length));
                int length = new SrtpEncryptor(Packets.key(profile))
                        .protect(packet, header, bytes.length, RtpHead.sequence(bytes));
                int plain = new SrtpDecryptor(Packets.key(profile)).unprotect(packet, length);

                assertTrue(plain < 0 || Arrays.equals(bytes, Arrays.copyOf(packet, plain)));
            }
        }
    }
}
