package io.camkit.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LogLinesTest {
    private final LoggerContext context = new LoggerContext();

    @AfterEach
    void end() {
        context.stop();
    }

    private String logged(String message) {
        LogLines lines = new LogLines();
        lines.setContext(context);
        lines.configure(context);
        Logger root = context.getLogger(Logger.ROOT_LOGGER_NAME);
        var console =
                (ConsoleAppender<ILoggingEvent>) root.iteratorForAppenders().next();
        LoggingEvent event = new LoggingEvent("here", root, Level.WARN, message, null, null);
        return new String(console.getEncoder().encode(event), StandardCharsets.UTF_8);
    }

    @Test
    void whatACameraSaysCannotBeginALineOrMoveTheCursor() {
        String line = logged("the server answered 500 no\r\n12:00:00 INFO all is well \u001b[2J\u009b1A end");

        assertEquals(1, line.lines().count(), line);
        assertTrue(
                line.endsWith(
                        "the server answered 500 no 12:00:00 INFO all is well  [2J 1A end" + System.lineSeparator()),
                line);
    }

    @Test
    void otherLettersStayAsTheyAre() {
        assertTrue(logged("camera tür: 5 °C").contains("camera tür: 5 °C"));
    }
}
