package io.camkit.media.h265;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.camkit.CamkitException;
import java.nio.ByteBuffer;

class ParameterSetsFuzzTest {
    @FuzzTest
    void anyBytesAreParameterSetsOrARefusal(byte[] bytes) {
        var sets = new ParameterSets(90_000, 0);
        ByteBuffer stream = ByteBuffer.wrap(bytes);
        int start = 0;
        while (start < bytes.length) {
            int end = io.camkit.media.h264.Nal.find(stream, start, bytes.length);
            int next = end < 0 ? bytes.length : end;
            try {
                sets.offer(stream.duplicate().limit(next).position(start));
            } catch (CamkitException e) {
                // the only exception there may be
            }
            start = next + 3;
        }
        if (sets.complete()) {
            sets.track();
            sets.sequenceSet().codecs();
        }
    }
}
