package io.camkit.media.rtp;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import io.camkit.media.sdp.RtpFormat;
import java.util.Map;

class H264DepacketizerFuzzTest {
    private static final RtpFormat H264 = new RtpFormat(
            96, "H264", 90_000, 1, Map.of("sprop-parameter-sets", "Z0LAH9kAUAW7ARAAAAMAEAAAAwMg8YMkgA==,aMuDyyA="));

    @FuzzTest
    void anyPacketsGiveFramesInOrderAndNoMemoryIsLost(FuzzedDataProvider data) {
        FuzzedPackets.into(H264, data);
    }
}
