package io.camkit.sink.webrtc.sdp;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.camkit.CamkitException;

class OfferFuzzTest {
    @FuzzTest
    void anyBytesAreAnOfferOrAFault(byte[] bytes) {
        try {
            Offer.parse(bytes);
        } catch (CamkitException e) {
            assertEquals("CK-7201", e.code());
        }
    }
}
