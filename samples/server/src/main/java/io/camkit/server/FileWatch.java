package io.camkit.server;

import io.camkit.Clock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * Looks at files twice a second and tells, once at the beginning and whenever one of them changed, as soon as all stay as they are from
 * one look to the next: a file that is still being written may be anything, an empty one included.
 *
 * <p><b>Threading.</b> {@code changed} runs on a thread of its own, one call at a time.
 */
final class FileWatch implements AutoCloseable {
    static final Duration PERIOD = Duration.ofMillis(500);

    /** What a file looks like from outside; a file that is not there has none. */
    private record Stamp(long modifiedNanos, long size) {}

    private final Clock clock;
    private final List<Path> files;
    private final Runnable changed;
    private final ExecutorService thread = Executors.newSingleThreadExecutor(task -> {
        Thread made = new Thread(task, "camkit-file-watch");
        made.setDaemon(true);
        return made;
    });
    // nobody was told yet: a file may have changed after it was read and before this watch began
    private List<Stamp> told = List.of();
    private List<Stamp> seen;
    private boolean closed;

    FileWatch(Clock clock, List<Path> files, Runnable changed) {
        this.clock = clock;
        this.files = List.copyOf(files);
        this.changed = changed;
        this.seen = stamps();
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
        try {
            List<Stamp> now = stamps();
            boolean settled = now.equals(seen);
            seen = now;
            if (settled && !now.equals(told)) {
                told = now;
                changed.run();
            }
        } finally {
            again();
        }
    }

    private List<Stamp> stamps() {
        return files.stream().map(FileWatch::stamp).toList();
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
