package io.camkit.core;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The comparison of {@link RingModelTest}, for many more frames. */
@Tag("proof")
class RingProof {
    private static final int FRAMES = 50_000;

    @ParameterizedTest
    @ValueSource(longs = {101, 102, 103, 104, 105, 106, 107, 108})
    void theRingKeepsWhatTheRulesSayForALongTime(long seed) {
        RingModelTest.compare(seed, FRAMES);
        System.out.println("ring: " + FRAMES + " frames of seed " + seed + " kept and evicted by the rules");
    }
}
