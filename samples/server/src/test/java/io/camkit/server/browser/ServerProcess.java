package io.camkit.server.browser;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The cam server as somebody starts it: a process of its own with a configuration file, of which only the port, the log and the routes are known. */
public final class ServerProcess implements AutoCloseable {
    private static final String ADDRESS = "http://localhost:";
    private static final long PATIENCE_MILLIS = 30_000;
    private static final Pattern HEAP_USED = Pattern.compile("total \\d+K, used (\\d+)K");
    /** The launcher's own, when it started the tests. */
    private static final String FLAGS =
            System.getProperty("camkit.serve.flags", "-XX:+UseSerialGC -XX:TieredStopAtLevel=1 -Xmx96m");

    private static final String CLASS_PATH = System.getProperty("java.class.path");

    private final HttpClient client = HttpClient.newHttpClient();
    private final Process process;
    private final Thread atExit;
    private final List<String> log = new ArrayList<>();
    private int port;

    private ServerProcess(Process process) {
        this.process = process;
        this.atExit = new Thread(process::destroyForcibly);
    }

    /**
     * Starts it and waits until it listens.
     *
     * @param folder for the configuration file
     * @param port 0 for any
     * @param yaml the rest of the configuration
     */
    public static ServerProcess start(Path folder, int port, String yaml) {
        return start(folder, port, yaml, System.getenv().getOrDefault("PATH", ""));
    }

    /** The same with another PATH. */
    public static ServerProcess start(Path folder, int port, String yaml, String path) {
        return start(folder, port, yaml, path, List.of());
    }

    /** The same with other options for its JVM. */
    public static ServerProcess start(Path folder, int port, String yaml, List<String> jvmOptions) {
        return start(folder, port, yaml, System.getenv().getOrDefault("PATH", ""), jvmOptions);
    }

    /** The same without those parts of the class path whose names contain this. */
    public static ServerProcess startWithout(String jars, Path folder, String yaml) {
        String classPath = Arrays.stream(CLASS_PATH.split(File.pathSeparator))
                .filter(part -> !part.contains(jars))
                .collect(Collectors.joining(File.pathSeparator));
        return start(folder, 0, yaml, System.getenv().getOrDefault("PATH", ""), List.of(), classPath);
    }

    private static ServerProcess start(Path folder, int port, String yaml, String path, List<String> jvmOptions) {
        return start(folder, port, yaml, path, jvmOptions, CLASS_PATH);
    }

    private static ServerProcess start(
            Path folder, int port, String yaml, String path, List<String> jvmOptions, String classPath) {
        try {
            Path config = Files.writeString(
                    folder.resolve("camkit.yaml"), "listen: {bind: 127.0.0.1, port: " + port + "}\n" + yaml);
            List<String> command = new ArrayList<>();
            command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
            command.addAll(List.of(FLAGS.split(" ")));
            command.addAll(jvmOptions);
            command.addAll(List.of("-cp", classPath, "io.camkit.server.Main", "serve"));
            command.addAll(List.of("--config", config.toString()));
            command.addAll(List.of("--env-file", folder.resolve(".env").toString()));
            command.addAll(List.of("--data", folder.resolve("data").toString()));
            ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
            builder.environment().put("MALLOC_ARENA_MAX", "2");
            builder.environment().put("PATH", path);
            ServerProcess server = new ServerProcess(builder.start());
            server.listen();
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** It, and every process that it started. */
    public List<ProcessHandle> processes() {
        return Stream.concat(Stream.of(process.toHandle()), process.descendants())
                .toList();
    }

    private void listen() {
        Runtime.getRuntime().addShutdownHook(atExit);
        Thread reader = new Thread(this::read, "server-log");
        reader.setDaemon(true);
        reader.start();
        String line = awaitLog(ADDRESS);
        String rest = line.substring(line.indexOf(ADDRESS) + ADDRESS.length());
        port = Integer.parseInt(rest.split("[^0-9]", 2)[0]);
    }

    private void read() {
        try (var lines = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                add(line);
            }
        } catch (IOException e) {
            add(e.toString());
        }
    }

    private synchronized void add(String line) {
        log.add(line);
        notifyAll();
    }

    /** Waits for a line with this text in it, and answers it; one that was written already counts. */
    public String awaitLog(String text) {
        return awaitLog(text, 0);
    }

    /** The same, but lines before this one do not count. */
    public synchronized String awaitLog(String text, int firstLine) {
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(PATIENCE_MILLIS);
        try {
            for (int next = firstLine; ; next++) {
                while (next == log.size()) {
                    long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
                    if (left <= 0 || !process.isAlive()) {
                        throw new AssertionError("the server did not say `" + text + "`:\n" + String.join("\n", log));
                    }
                    wait(Math.min(left, 1000));
                }
                if (log.get(next).contains(text)) {
                    return log.get(next);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted while waiting for `" + text + "`", e);
        }
    }

    /** What it has written so far. */
    public synchronized List<String> log() {
        return List.copyOf(log);
    }

    /** Where it listens. */
    public int port() {
        return port;
    }

    /** Processor time so far, without children. */
    public Duration processorTime() {
        return process.info().totalCpuDuration().orElseThrow();
    }

    /** Memory that is its own or shared, in kB (proc_pid_status(5), VmRSS). */
    public long residentKilobytes() {
        try {
            String status = Files.readString(Path.of("/proc", Long.toString(process.pid()), "status"));
            return Long.parseLong(status.replaceFirst("(?s).*VmRSS:\\s*(\\d+) kB.*", "$1"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Java's heap in use, in kB, what may be collected included. */
    public long heapKilobytes() {
        try {
            Path jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd");
            Process asked = new ProcessBuilder(jcmd.toString(), Long.toString(process.pid()), "GC.heap_info").start();
            String answer = new String(asked.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            Matcher used = HEAP_USED.matcher(answer.replaceFirst("(?s)Metaspace.*", ""));
            return used.results().mapToLong(one -> Long.parseLong(one.group(1))).sum();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The address of the page. */
    public URI page() {
        return URI.create("http://127.0.0.1:" + port + "/");
    }

    /** What a route answers. */
    public String get(String path) {
        try {
            HttpRequest request = HttpRequest.newBuilder(page().resolve(path))
                    .timeout(Duration.ofSeconds(10))
                    .build();
            return client.send(request, HttpResponse.BodyHandlers.ofString()).body();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted while asking for " + path, e);
        }
    }

    /** Kills it, as a power cut would. Calling it twice does nothing. */
    @Override
    public void close() {
        process.destroyForcibly();
        try {
            process.waitFor(10, TimeUnit.SECONDS);
            Runtime.getRuntime().removeShutdownHook(atExit);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IllegalStateException e) {
            // the JVM is ending; the hook has nothing left to do
        }
    }
}
