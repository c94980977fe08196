package io.camkit.sink.webrtc.srtp;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;

class SrtcpDecryptorFuzzTest {
    @FuzzTest
    void anyBytesAreRefusedInEveryProfile(byte[] bytes) {
        for (SrtpProfile profile : SrtpProfile.values()) {
            assertTrue(new SrtcpDecryptor(Packets.key(profile)).unprotect(bytes.clone(), bytes.length) < 0);
        }
    }
}
