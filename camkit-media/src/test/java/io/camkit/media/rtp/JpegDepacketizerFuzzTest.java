package io.camkit.media.rtp;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;

class JpegDepacketizerFuzzTest {
    @FuzzTest
    void anyPacketsGiveFramesInOrderAndNoMemoryIsLost(FuzzedDataProvider data) {
        FuzzedPackets.into(JpegDepacketizerTest.FORMAT, data);
    }
}
