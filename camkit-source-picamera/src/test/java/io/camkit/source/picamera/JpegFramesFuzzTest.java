package io.camkit.source.picamera;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import io.camkit.CamkitException;
import io.camkit.testkit.FrameLeaks;
import java.util.List;

class JpegFramesFuzzTest {
    @FuzzTest
    void anyStreamHasTheSamePicturesHoweverItIsCut(FuzzedDataProvider data) {
        int size = data.consumeInt(1, 64);
        byte[] stream = data.consumeRemainingAsBytes();

        Outcome whole = read(stream, Math.max(1, stream.length));
        Outcome cut = read(stream, size);

        // a picture that is too large is refused at its header if the first piece has it, else at its end
        assertTrue(whole.end().equals(cut.end()) || whole.end().equals("CK-3122"), whole + " or " + cut);
        if (whole.end().equals(cut.end())) {
            assertEquals(whole.frames(), cut.frames());
        }
    }

    private record Outcome(List<Pipe.Seen> frames, String end) {}

    private static Outcome read(byte[] stream, int piece) {
        FrameLeaks leaks = FrameLeaks.check();
        Pipe pipe = Pipe.mjpeg(leaks);
        String end = "";
        try {
            pipe.write(stream, piece);
        } catch (CamkitException e) {
            end = e.code();
            pipe.close();
        }
        leaks.verify();
        return new Outcome(pipe.frames(), end);
    }
}
