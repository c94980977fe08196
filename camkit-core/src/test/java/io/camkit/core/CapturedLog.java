package io.camkit.core;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.slf4j.LoggerFactory;

/** What camkit logs during one test, as a reader of the log sees it. */
final class CapturedLog extends AppenderBase<ILoggingEvent> implements BeforeEachCallback, AfterEachCallback {
    private final List<String> lines = new CopyOnWriteArrayList<>();
    private final List<String> stackTraces = new CopyOnWriteArrayList<>();
    private final Logger logger = (Logger) LoggerFactory.getLogger("io.camkit");

    @Override
    protected void append(ILoggingEvent event) {
        lines.add(event.getFormattedMessage());
        if (event.getThrowableProxy() != null) {
            stackTraces.add(event.getThrowableProxy().getMessage());
        }
    }

    /** The lines that contain {@code part}. */
    List<String> lines(String part) {
        return lines.stream().filter(line -> line.contains(part)).toList();
    }

    /** The messages of the exceptions that were logged with their stack traces. */
    List<String> stackTraces() {
        return List.copyOf(stackTraces);
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        start();
        logger.addAppender(this);
    }

    @Override
    public void afterEach(ExtensionContext context) {
        logger.detachAppender(this);
    }
}
