package io.camkit.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.camkit.Codec;
import io.camkit.FrameHeader;
import io.camkit.From;
import io.camkit.SkipReason;
import io.camkit.Subscription;
import io.camkit.Track;
import io.camkit.Want;
import io.camkit.testkit.FrameLeaks;
import io.camkit.testkit.Frames;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PaceTest {
    private static final long SECOND = 1_000_000_000L;

    @RegisterExtension
    @Order(1)
    final FrameLeaks leaks = FrameLeaks.check();

    @RegisterExtension
    final WrittenChannel stream = new WrittenChannel(leaks, Frames.jpeg());

    private final Track jpeg = Frames.jpeg();

    /** How many of {@code seconds} seconds of frames are taken. */
    private int taken(double framesPerSecond, double wanted, int seconds, Track track, int jitterMillis) {
        Pace pace = new Pace(wanted);
        int taken = 0;
        for (int n = 0; n < seconds * framesPerSecond; n++) {
            long jitter = (n % 2 == 0 ? 1L : -1L) * jitterMillis * 1_000_000L;
            var header = FrameHeader.of(track, n, (long) (n * SECOND / framesPerSecond) + jitter, true);
            if (!pace.leavesOut(header)) {
                pace.taken(header);
                taken++;
            }
        }
        return taken;
    }

    @ParameterizedTest
    @CsvSource({"25, 10, 100", "25, 5, 50", "30, 25, 250", "25, 25, 250", "25, 1, 10", "15, 12.5, 125", "25, 60, 250"})
    void asManyFramesRemainAsWereWanted(double has, double wanted, int expected) {
        int taken = taken(has, wanted, 10, jpeg, 0);

        assertTrue(Math.abs(taken - expected) <= 1, taken + " frames of " + expected);
    }

    @Test
    void jitterCostsNoFrameWhenTheRateFits() {
        assertEquals(250, taken(25, 25, 10, jpeg, 4));
    }

    @Test
    void noLimitLeavesNothingOut() {
        assertEquals(250, taken(25, 0, 10, jpeg, 0));
    }

    @Test
    void picturesThatOthersDependOnAreNeverLeftOut() {
        assertEquals(250, taken(25, 1, 10, Frames.h264(), 0));
    }

    @Test
    void aClockThatIsSetBackDoesNotSilenceTheReader() {
        Pace pace = new Pace(10);
        pace.taken(FrameHeader.of(jpeg, 0, 1000 * SECOND, true));

        assertTrue(!pace.leavesOut(FrameHeader.of(jpeg, 1, SECOND, true)));
    }

    @Test
    void aReaderThatWantsFewerPicturesIsGivenFewerAndToldSo() {
        var reader = new RecordingReader();
        Subscription subscription =
                stream.subscribe(Want.of(Codec.JPEG).maxFrameRate(5), From.LIVE, stream.readers.executor(), reader);
        for (int i = 0; i < 20; i++) {
            stream.key();
        }
        stream.deliver();

        assertEquals(List.of(0, 5, 10, 15), reader.frames());
        assertEquals(Map.of(SkipReason.RATE, 16L), subscription.skipped());
    }
}
