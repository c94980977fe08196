package io.camkit.server;

import io.camkit.Clock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * Looks at a file once a second and tells when it changed.
 *
 * <p><b>Threading.</b> {@code changed} runs on a thread of its own, one call at a time.
 */
final class FileWatch implements AutoCloseable {
    private static final Duration PERIOD = Duration.ofSeconds(1);

    /** What a file looks like from outside; a file that is not there has none. */
    private record Stamp(long modifiedNanos, long size) {}

    private final Clock clock;
    private final Path file;
    private final Runnable changed;
    private final ExecutorService thread = Executors.newSingleThreadExecutor(task -> {
        Thread made = new Thread(task, "camkit-file-watch");
        made.setDaemon(true);
        return made;
    });
    private Stamp last;
    private boolean closed;

    FileWatch(Clock clock, Path file, Runnable changed) {
        this.clock = clock;
        this.file = file;
        this.changed = changed;
        this.last = stamp(file);
        again();
    }

    private synchronized void again() {
        if (!closed) {
            clock.schedule(PERIOD, this::hurry);
        }
    }

    private synchronized void hurry() {
        if (!closed) {
            thread.execute(this::look);
        }
    }

    private void look() {
        Stamp now = stamp(file);
        if (!now.equals(last)) {
            last = now;
            changed.run();
        }
        again();
    }

    private static Stamp stamp(Path file) {
        try {
            BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
            return new Stamp(attributes.lastModifiedTime().to(TimeUnit.NANOSECONDS), attributes.size());
        } catch (IOException e) {
            return new Stamp(0, 0);
        }
    }

    @Override
    public synchronized void close() {
        closed = true;
        thread.shutdown();
    }
}
