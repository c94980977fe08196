package io.camkit.media.sdp;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.camkit.CamkitException;
import java.nio.ByteBuffer;

class SdpFuzzTest {
    @FuzzTest
    void anyBytesAreADescriptionOrARefusal(byte[] bytes) {
        try {
            Sdp.parse(ByteBuffer.wrap(bytes));
        } catch (CamkitException e) {
            // the only exception there may be
        }
    }
}
