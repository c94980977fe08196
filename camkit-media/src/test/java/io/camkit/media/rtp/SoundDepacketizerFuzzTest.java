package io.camkit.media.rtp;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;

class SoundDepacketizerFuzzTest {
    @FuzzTest
    void anyPacketsGiveFramesInOrderAndNoMemoryIsLost(FuzzedDataProvider data) {
        FuzzedPackets.into(SoundDepacketizerTest.ALAW, data);
    }
}
