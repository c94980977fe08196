package io.camkit.server;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.camkit.testkit.ManualClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class FileWatchTest {
    private final ManualClock clock = new ManualClock();
    private final AtomicInteger told = new AtomicInteger();
    private Runnable reaction = () -> {};
    private int version;

    @TempDir
    private Path folder;

    @SuppressWarnings("NullAway.Init")
    private Path config;

    @SuppressWarnings("NullAway.Init")
    private Path variables;

    @SuppressWarnings("NullAway.Init")
    private FileWatch watch;

    @BeforeEach
    void watch() throws IOException {
        config = folder.resolve("camkit.yaml");
        variables = folder.resolve(".env");
        write(config, "access: open");
        watch = new FileWatch(clock, List.of(config, variables), () -> {
            told.incrementAndGet();
            reaction.run();
        });
        look();
    }

    @AfterEach
    void end() {
        watch.close();
    }

    /** Lets the watch look once, and waits until it has. */
    private void look() {
        clock.advance(FileWatch.PERIOD);
        while (clock.armed() == 0) {
            Thread.onSpinWait();
        }
    }

    private void write(Path file, String text) throws IOException {
        Files.writeString(file, text);
        Files.setLastModifiedTime(file, FileTime.fromMillis(1_700_000_000_000L + ++version));
    }

    @Test
    void aChangeSinceTheFileWasReadIsNotMissed() {
        assertEquals(1, told.get());
    }

    @Test
    void aFileThatStaysAsItIsIsToldOnce() {
        look();
        look();

        assertEquals(1, told.get());
    }

    @Test
    void aFileIsLeftAloneWhileItIsBeingWritten() throws IOException {
        write(config, "");
        look();
        write(config, "access: {tokens: []}");
        look();
        assertEquals(1, told.get());

        look();
        assertEquals(2, told.get());
    }

    @Test
    void aFileThatAppearsIsAChange() throws IOException {
        write(variables, "TOKEN=0123456789abcdef");
        look();
        look();

        assertEquals(2, told.get());
    }

    @Test
    void aReactionThatFailsIsNotTheLast() throws IOException {
        reaction = () -> {
            reaction = () -> {};
            throw new IllegalStateException("this stack trace is expected");
        };
        write(config, "first");
        look();
        look();
        write(config, "second");
        look();
        look();

        assertEquals(3, told.get());
    }
}
