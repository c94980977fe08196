package io.camkit.media.rtp;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;

class AacDepacketizerFuzzTest {
    @FuzzTest
    void anyPacketsGiveFramesInOrderAndNoMemoryIsLost(FuzzedDataProvider data) {
        FuzzedPackets.into(AacDepacketizerTest.format(AacDepacketizerTest.HIGH_BIT_RATE), data);
    }
}
