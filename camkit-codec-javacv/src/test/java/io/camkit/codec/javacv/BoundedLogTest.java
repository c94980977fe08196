package io.camkit.codec.javacv;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.camkit.testkit.ManualClock;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.helpers.MessageFormatter;

class BoundedLogTest {
    private final List<String> lines = new ArrayList<>();
    private final ManualClock clock = new ManualClock();
    private final BoundedLog log = new BoundedLog("camera door", clock, logger());

    private Logger logger() {
        return (Logger) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {Logger.class}, (proxy, method, arguments) -> {
                    if (method.getName().startsWith("is")) {
                        return true;
                    }
                    Object[] values = arguments[1] instanceof Object[] many
                            ? many
                            : Arrays.copyOfRange(arguments, 1, arguments.length);
                    lines.add(method.getName() + " "
                            + MessageFormatter.arrayFormat((String) arguments[0], values)
                                    .getMessage());
                    return null;
                });
    }

    @Test
    void errorsAreInformationAndWarningsDetails() {
        log.line(true, "error while decoding MB 3 4");
        log.line(false, "unusual");

        assertEquals(
                List.of("info camera door: FFmpeg: error while decoding MB 3 4", "debug camera door: FFmpeg: unusual"),
                lines);
    }

    @Test
    void untilAnInputIsOpenErrorsAreDetailsToo() {
        log.opening();
        log.line(true, "Connection refused");
        log.opened();
        log.line(true, "Packet mismatch");

        assertEquals(
                List.of("debug camera door: FFmpeg: Connection refused", "info camera door: FFmpeg: Packet mismatch"),
                lines);
    }

    @Test
    void ofManyLinesTheNumberIsTold() {
        for (int i = 0; i < 100; i++) {
            log.line(true, "again");
        }
        assertEquals(10, lines.size());

        clock.advance(Duration.ofSeconds(10));
        log.line(true, "later");

        assertEquals(
                List.of("info camera door: FFmpeg said 90 lines more", "info camera door: FFmpeg: later"),
                lines.subList(10, 12));
    }
}
