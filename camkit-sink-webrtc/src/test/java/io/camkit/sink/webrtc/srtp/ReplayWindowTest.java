package io.camkit.sink.webrtc.srtp;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.BitSet;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ReplayWindowTest {
    @Test
    void itAnswersAsIfItRememberedEverything() {
        var window = new ReplayWindow();
        var accepted = new BitSet();
        var random = new Random(1);
        int place = 0;
        for (int i = 0; i < 100_000; i++) {
            place += random.nextInt(random.nextInt(100) == 0 ? 3000 : 4);
            int index = Math.max(0, place - random.nextInt(1500));
            int expected = index <= accepted.length() - 1 - ReplayWindow.SIZE
                    ? Refusal.TOO_OLD.code()
                    : accepted.get(index) ? Refusal.REPLAYED.code() : 0;

            assertEquals(expected, window.check(index));
            if (expected == 0) {
                window.accept(index);
                accepted.set(index);
            }
        }
    }
}
