package io.camkit.sink.webrtc.sdp;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.camkit.CamkitException;

class IceFragmentFuzzTest {
    @FuzzTest
    void anyBytesAreAFragmentOrAFault(byte[] bytes) {
        try {
            IceFragment.parse(bytes);
        } catch (CamkitException e) {
            assertEquals("CK-7206", e.code());
        }
    }
}
