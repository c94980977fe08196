package io.camkit.codec.javacv;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class PicturePaceTest {
    private static final long MILLI = 1_000_000;

    private static List<Long> shown(double rate, LongStream millis) {
        PicturePace pace = new PicturePace(rate);
        return millis.filter(time -> pace.due(time * MILLI)).boxed().toList();
    }

    @Test
    void fiveASecondAreEvenlySpaced() {
        assertEquals(
                List.of(0L, 200L, 400L, 600L, 800L),
                shown(5, LongStream.range(0, 25).map(n -> n * 40)));
    }

    @Test
    void jitterLosesNone() {
        assertEquals(List.of(0L, 195L, 403L, 598L), shown(5, LongStream.of(0, 195, 240, 403, 598)));
    }

    @Test
    void aCameraThatIsSlowerIsShownWhole() {
        assertEquals(3, shown(5, LongStream.of(0, 1000, 2000)).size());
    }

    @Test
    void noLimitShowsAll() {
        assertEquals(3, shown(0, LongStream.of(0, 1, 2)).size());
    }

    @Test
    void aClockThatWasSetAnewIsFollowed() {
        PicturePace pace = new PicturePace(5);
        assertTrue(pace.due(1_000_000 * MILLI));
        assertTrue(pace.due(0));
    }
}
