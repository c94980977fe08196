package io.camkit.benchmarks.peers;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * A program in a process of its own, of which Linux tells what it costs. Everything is about the process and those it started.
 *
 * <p>Such a program prints a line that begins with {@code READY} when it serves, and answers each line of its input with one.
 */
final class Child implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final double TICKS_PER_SECOND = 100;
    private static final int UTIME = 11; // counted from behind the name, proc_pid_stat(5)
    private static final int STIME = 12;

    private final String name;
    private final Process process;
    private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();
    private final PrintStream input;

    private Child(String name, List<String> command) throws IOException {
        this.name = name;
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().put("MALLOC_ARENA_MAX", "2");
        process = builder.start();
        input = new PrintStream(process.getOutputStream(), true, StandardCharsets.UTF_8);
        Thread reader = new Thread(this::readLines, name + " output");
        reader.setDaemon(true);
        reader.start();
    }

    /** A main class of this program, with the flags that the launcher gives the cam server; `./camkit bench` passes them on. */
    static Child java(Class<?> main, Object... arguments) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        String flags = Objects.requireNonNull(System.getProperty("camkit.serve.flags"), "run this by ./camkit bench");
        command.addAll(List.of(flags.split(" ")));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
        Stream.of(arguments).map(Object::toString).forEach(command::add);
        return new Child(main.getSimpleName(), command);
    }

    static Child command(String... command) throws IOException {
        return new Child(command[0], List.of(command));
    }

    private void readLines() {
        try (BufferedReader output = process.inputReader(StandardCharsets.UTF_8)) {
            output.lines().forEach(lines::add);
        } catch (IOException | UncheckedIOException e) {
            lines.add("its output broke off: " + e);
        }
    }

    /** Waits for the line that begins with {@code start}, and returns the rest of it. */
    String await(String start) throws InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            String line = lines.poll(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
            if (line == null) {
                throw new IllegalStateException(
                        name + (process.isAlive() ? " says nothing" : " ended with " + process.exitValue()));
            }
            if (line.startsWith(start)) {
                return line.substring(start.length()).strip();
            }
        }
    }

    /** Its answer to a line. */
    long ask(String question) throws InterruptedException {
        input.println(question);
        return Long.parseLong(await(""));
    }

    /** Processor seconds so far. */
    double cpuSeconds() {
        return processes()
                        .mapToObj(pid -> read(pid, "stat"))
                        .filter(stat -> !stat.isEmpty())
                        .map(stat -> stat.substring(stat.lastIndexOf(')') + 2).split(" "))
                        .mapToLong(fields -> Long.parseLong(fields[UTIME]) + Long.parseLong(fields[STIME]))
                        .sum()
                / TICKS_PER_SECOND;
    }

    /** Memory in MB, what is shared with other processes counted in part (PSS). */
    double residentMB() {
        return megabytes(processes(), "Pss:");
    }

    /** Memory in MB of what it has started, without itself, what is shared with other processes counted in full (RSS). */
    double descendantsResidentMB() {
        return megabytes(process.descendants().mapToLong(ProcessHandle::pid), "Rss:");
    }

    private static double megabytes(LongStream processes, String kind) {
        return processes
                        .mapToObj(pid -> read(pid, "smaps_rollup"))
                        .flatMap(String::lines)
                        .filter(line -> line.startsWith(kind))
                        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                        .sum()
                * 1024
                / 1e6;
    }

    private LongStream processes() {
        return LongStream.concat(
                LongStream.of(process.pid()), process.descendants().mapToLong(ProcessHandle::pid));
    }

    private static String read(long pid, String file) {
        try {
            return Files.readString(Path.of("/proc", Long.toString(pid), file));
        } catch (NoSuchFileException e) {
            return ""; // it ended meanwhile
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(5, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
