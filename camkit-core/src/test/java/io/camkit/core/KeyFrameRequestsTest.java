package io.camkit.core;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.camkit.testkit.ManualClock;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class KeyFrameRequestsTest {
    private final ManualClock clock = new ManualClock();
    private final AtomicInteger forwarded = new AtomicInteger();
    private final KeyFrameRequests requests = new KeyFrameRequests(clock, clock.executor(), forwarded::incrementAndGet);

    @Test
    void requestsWithinASecondAreOne() {
        for (int i = 0; i < 100; i++) {
            requests.request();
            clock.advance(Duration.ofMillis(9));
        }

        assertEquals(1, forwarded.get());
    }

    @Test
    void afterASecondTheNextOneIsForwarded() {
        requests.request();
        clock.advance(Duration.ofSeconds(1));
        requests.request();
        clock.runPending();

        assertEquals(2, forwarded.get());
    }
}
