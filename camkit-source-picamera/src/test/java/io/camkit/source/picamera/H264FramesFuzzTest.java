package io.camkit.source.picamera;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import io.camkit.CamkitException;
import io.camkit.testkit.FrameLeaks;

class H264FramesFuzzTest {
    @FuzzTest
    void anyStreamHasTheSameFramesHoweverItIsCut(FuzzedDataProvider data) {
        int size = data.consumeInt(1, 64);
        byte[] stream = data.consumeRemainingAsBytes();

        assertEquals(frames(stream, Math.max(1, stream.length)), frames(stream, size));
    }

    private static String frames(byte[] stream, int piece) {
        FrameLeaks leaks = FrameLeaks.check();
        Pipe pipe = Pipe.h264(leaks);
        String end = "";
        try {
            pipe.write(stream, piece);
        } catch (CamkitException e) {
            end = e.code();
            pipe.close();
        }
        leaks.verify();
        return pipe.frames() + end;
    }
}
