package io.camkit.media.rtp;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.Map;

class H265DepacketizerFuzzTest {
    @FuzzTest
    void anyPacketsGiveFramesInOrderAndNoMemoryIsLost(FuzzedDataProvider data) {
        FuzzedPackets.into(H265DepacketizerTest.described(Map.of()), data);
    }
}
