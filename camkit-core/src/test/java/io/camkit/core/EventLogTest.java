package io.camkit.core;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.camkit.Event;
import io.camkit.testkit.ManualClock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class EventLogTest {
    @RegisterExtension
    final CapturedLog captured = new CapturedLog();

    private final EventLog log = new EventLog();
    private final ManualClock listeners = new ManualClock();
    private final List<String> heard = new ArrayList<>();

    private void add(int... numbers) {
        for (int number : numbers) {
            log.add(new Event.CameraAdded(Instant.EPOCH, "cam-" + number));
        }
    }

    private void addMany(int from, int to) {
        for (int number = from; number < to; number++) {
            add(number);
        }
    }

    @Test
    void theNewestThousandAreRemembered() {
        addMany(0, 1500);

        assertEquals(1000, log.recent().size());
        assertEquals("cam-500", log.recent().get(0).camera());
        assertEquals("cam-1499", log.recent().get(999).camera());
    }

    @Test
    void aListenerHearsWhatHappensFromNowOnInOrder() {
        add(1);
        log.listen(listeners.executor(), event -> heard.add(event.camera()));
        add(2, 3);
        listeners.runPending();
        add(4);
        listeners.runPending();

        assertEquals(List.of("cam-2", "cam-3", "cam-4"), heard);
    }

    @Test
    void aListenerThatIsTooSlowLosesTheOldestAndTheirNumberIsLogged() {
        log.listen(listeners.executor(), event -> heard.add(event.camera()));
        addMany(0, 1200);
        listeners.runPending();

        assertEquals(1000, heard.size());
        assertEquals("cam-200", heard.get(0));
        assertEquals(1, captured.lines("the oldest 200 events").size());
    }

    @Test
    void aListenerThatThrowsHearsTheNextEventAllTheSame() {
        log.listen(listeners.executor(), event -> {
            heard.add(event.camera());
            throw new IllegalStateException("bug");
        });
        add(1, 2);
        listeners.runPending();

        assertEquals(List.of("cam-1", "cam-2"), heard);
    }

    @Test
    void aClosedListenerHearsNothingMore() {
        var registration = log.listen(listeners.executor(), event -> heard.add(event.camera()));
        add(1);
        registration.close();
        registration.close();
        add(2);
        listeners.runPending();

        assertEquals(List.of(), heard);
    }

    @Test
    void aListenerMayCloseItself() {
        var registration = new ArrayList<io.camkit.Events.Registration>();
        registration.add(log.listen(listeners.executor(), event -> {
            heard.add(event.camera());
            registration.get(0).close();
        }));
        add(1, 2);
        listeners.runPending();

        assertEquals(List.of("cam-1"), heard);
    }

    @Test
    void anExecutorThatTakesNoMoreTasksEndsItsListenerOnly() {
        log.listen(
                task -> {
                    throw new RejectedExecutionException("shut down");
                },
                event -> heard.add("never"));
        log.listen(listeners.executor(), event -> heard.add(event.camera()));
        add(1, 2);
        listeners.runPending();

        assertEquals(List.of("cam-1", "cam-2"), heard);
    }
}
