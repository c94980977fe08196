package io.camkit.media.aac;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.camkit.CamkitException;
import java.nio.ByteBuffer;

class AudioSpecificConfigFuzzTest {
    @FuzzTest
    void anyBytesAreAConfigurationOrARefusal(byte[] bytes) {
        try {
            AudioSpecificConfig.parse(ByteBuffer.wrap(bytes)).codecs();
        } catch (CamkitException e) {
            // the only exception there may be
        }
    }
}
