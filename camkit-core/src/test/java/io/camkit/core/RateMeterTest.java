package io.camkit.core;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class RateMeterTest {
    private static final long SECOND = 1_000_000_000L;

    private final RateMeter meter = new RateMeter();

    @Test
    void nothingIsKnownBeforeTwoReadings() {
        assertEquals(0, meter.rate().framesPerSecond());
        meter.note(0, 10, 1000);
        assertEquals(0, meter.rate().framesPerSecond());
    }

    @Test
    void theRateIsThatOfTheLastSeconds() {
        for (int quarter = 0; quarter <= 40; quarter++) {
            meter.note(quarter * SECOND / 4, quarter * 5L, quarter * 1000L);
        }

        assertEquals(20, meter.rate().framesPerSecond(), 0.01);
        assertEquals(32_000, meter.rate().bitsPerSecond());
    }

    @Test
    void aStreamThatStoppedComesToZero() {
        for (int quarter = 0; quarter <= 60; quarter++) {
            meter.note(quarter * SECOND / 4, Math.min(quarter, 20), 0);
        }

        assertEquals(0, meter.rate().framesPerSecond());
    }
}
