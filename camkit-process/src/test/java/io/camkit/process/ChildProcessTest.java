package io.camkit.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.camkit.CamkitException;
import io.camkit.testkit.ManualClock;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChildProcessTest {
    private static final Patience PATIENCE = new Patience(Duration.ofSeconds(9), Duration.ofSeconds(4));

    private final ManualClock clock = new ManualClock();

    @TempDir
    Path folder;

    @Test
    void argumentsArriveAsTheyAre() {
        List<String> arguments =
                List.of("$(touch /tmp/x)", "; rm -rf /", "a b", "'\"", "--", "*", "\n", "", "é", "%s", "`id`", "|&<>");
        String[] all = arguments.toArray(String[]::new);

        assertEquals(
                String.join("\1", arguments),
                outputOf(Python.running("import sys; sys.stdout.write('\\1'.join(sys.argv[1:]))", all)));
    }

    @Test
    void anArgumentWithAZeroByteIsNone() {
        assertThrows(IllegalArgumentException.class, () -> Python.running("", "a\0b"));
    }

    @Test
    void theEnvironmentIsCutToWhatIsNeeded() {
        String inherited = System.getenv().keySet().stream()
                .filter(name -> !name.equals("PATH"))
                .findFirst()
                .orElseThrow();
        Command command = new Command(Path.of("/usr/bin/env"), List.of(), Set.of(inherited), true);

        Set<String> names = Stream.of(outputOf(command).split("\n"))
                .map(line -> line.split("=", 2)[0])
                .collect(Collectors.toSet());

        assertTrue(names.remove(inherited), names::toString);
        assertTrue(names.removeAll(Set.of("PATH", "LC_ALL")), names::toString);
        names.removeAll(Set.of("HOME", "LANG", "TMPDIR", "XDG_RUNTIME_DIR", "LD_LIBRARY_PATH"));
        assertEquals(Set.of(), names);
    }

    @Test
    void standardInputIsEmpty() {
        assertEquals("0", outputOf(Python.running("import sys; print(len(sys.stdin.read()), end='')")));
    }

    @Test
    void aProgramThatIsNotThereIsNamed() {
        Command command = Command.of(folder.resolve("rpicam-vid"), List.of());

        CamkitException failure =
                assertThrows(CamkitException.class, () -> ChildProcess.start(command, PATIENCE, clock));

        assertEquals("CK-2501", failure.code());
        assertEquals(command.program().toString(), failure.where());
    }

    @Test
    void aFileThatIsNoProgramIsNamed() throws Exception {
        Path file = Files.writeString(folder.resolve("tool"), "no program at all");
        assertTrue(file.toFile().setExecutable(true));

        ChildProcess child;
        try {
            child = ChildProcess.start(Command.of(file, List.of()), PATIENCE, clock);
        } catch (CamkitException e) {
            assertEquals("CK-2501", e.code());
            return;
        }
        assertEquals(-1, child.read(new byte[100], 0, 100));
        child.close();
        assertTrue(child.exitStatus().orElse(0) > 0);
    }

    @Test
    void whatItSaidAndReturnedIsKnownAtItsEnd() {
        ChildProcess child = start(Python.running("import sys; print('first\\nsecond', file=sys.stderr); sys.exit(3)"));

        assertEquals(-1, child.read(new byte[100], 0, 100));
        child.close();

        assertEquals(List.of("first", "second"), child.said());
        assertEquals(3, child.exitStatus().orElseThrow());
        assertFalse(child.overdue());
    }

    @Test
    void aChildThatTalksALotIsNotHeldUp() throws Exception {
        Command talkative = Python.running("""
                import sys
                for i in range(20000): print('line', i, file=sys.stderr)
                print('done', end='')
                """);
        // this clock runs ahead of the child's own
        ChildProcess child =
                ChildProcess.start(talkative, new Patience(Duration.ofHours(1), Duration.ofHours(1)), clock);
        byte[] bytes = new byte[100];
        CompletableFuture<Integer> read = CompletableFuture.supplyAsync(() -> child.read(bytes, 0, 100));
        for (int turn = 0; turn < 500 && !isThere(read); turn++) {
            clock.advance(Duration.ofMillis(250));
        }

        assertEquals("done", new String(bytes, 0, read.join(), StandardCharsets.US_ASCII));
        child.close();
        assertEquals("line 19999", child.said().get(59));
    }

    private static boolean isThere(CompletableFuture<?> future) throws Exception {
        try {
            future.get(10, TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        }
    }

    @Test
    void aChildThatWritesNothingIsEnded() {
        ChildProcess child = start(Python.running("import time; time.sleep(600)"));
        clock.advance(Duration.ofSeconds(8));
        assertFalse(child.overdue());

        clock.advance(Duration.ofSeconds(2));

        assertEquals(-1, child.read(new byte[100], 0, 100));
        assertTrue(child.overdue());
        child.close();
        assertTrue(child.exitStatus().orElseThrow() > 128);
    }

    @Test
    void aChildThatFallsSilentIsEnded() {
        ChildProcess child = start(Python.running("import time; print('x', end=''); time.sleep(600)"));
        assertEquals(1, child.read(new byte[100], 0, 100));

        clock.advance(Duration.ofSeconds(5));

        assertEquals(-1, child.read(new byte[100], 0, 100));
        assertTrue(child.overdue());
        child.close();
    }

    @Test
    void aChildThatDoesNotWantToEndIsKilled() {
        ChildProcess child = start(Python.running("""
                import signal, time
                signal.signal(signal.SIGTERM, signal.SIG_IGN)
                print('x', end='')
                while True: time.sleep(600)
                """));
        assertEquals(1, child.read(new byte[100], 0, 100));

        child.end();
        child.end();
        clock.advance(Duration.ofSeconds(1));

        assertEquals(-1, child.read(new byte[100], 0, 100));
        assertFalse(child.overdue());
        child.close();
        assertEquals(128 + 9, child.exitStatus().orElseThrow());
    }

    @Test
    void whatAChildStartedEndsWithIt() {
        ChildProcess child = start(Python.running("""
                import subprocess, time
                print(subprocess.Popen(['sleep', '600']).pid, end='')
                time.sleep(600)
                """));
        long grandchild = number(child);

        child.close();
        child.close();

        Processes.awaitGone(grandchild);
    }

    @Test
    void whatOutlivesAChildDoesNotHoldItsReader() throws Exception {
        ChildProcess child = start(Python.running("""
                import subprocess
                print(subprocess.Popen(['sleep', '600']).pid, end='')
                """));
        long left = number(child);
        CompletableFuture<Integer> read = CompletableFuture.supplyAsync(() -> child.read(new byte[100], 0, 100));
        for (int turn = 0; turn < 500 && child.exitStatus().isEmpty(); turn++) {
            isThere(read);
        }
        for (int turn = 0; turn < 500 && !isThere(read); turn++) {
            clock.advance(Duration.ofMillis(250));
        }

        assertEquals(-1, read.get(1, TimeUnit.SECONDS));
        assertFalse(child.overdue());
        child.close();
        assertEquals(0, child.exitStatus().orElseThrow());
        Processes.awaitGone(left);
    }

    @Test
    void whatOutlivesAChildIsEndedAlthoughItsOutputHasBeenReadToItsEnd() throws Exception {
        ChildProcess child = start(Python.running("""
                import subprocess
                print(subprocess.Popen(['sleep', '600']).pid, end='')
                """));
        long left = number(child);
        for (int turn = 0; turn < 500 && child.exitStatus().isEmpty(); turn++) {
            isThere(new CompletableFuture<>());
        }

        isThere(CompletableFuture.supplyAsync(() -> child.read(new byte[100], 0, 100)));
        child.close();

        Processes.awaitGone(left);
    }

    @Test
    void aChildEndsWithTheThreadThatStartedIt() throws Exception {
        CompletableFuture<Long> pid = new CompletableFuture<>();
        Thread owner = new Thread(() -> pid.complete(
                number(start(Python.running("import os, time; print(os.getpid(), end=''); time.sleep(600)")))));
        owner.start();
        owner.join(10_000);

        Processes.awaitGone(pid.get(1, TimeUnit.SECONDS));
    }

    /** A JVM with one child, for {@link #aChildEndsWithAKilledJvm}. */
    static final class Parent {
        private Parent() {}

        @SuppressWarnings("SystemOut")
        public static void main(String[] arguments) {
            ChildProcess child = ChildProcess.start(
                    Python.running("import os, time; print(os.getpid(), end=''); time.sleep(600)"),
                    PATIENCE,
                    new ManualClock());
            System.out.println(number(child));
            child.read(new byte[100], 0, 100);
        }
    }

    @Test
    void aChildEndsWithAKilledJvm() throws Exception {
        Process jvm = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-Xshare:auto",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Parent.class.getName())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try {
            byte[] line = new byte[20];
            int length = jvm.getInputStream().read(line);
            long grandchild = Long.parseLong(new String(line, 0, length, StandardCharsets.US_ASCII).strip());

            jvm.destroyForcibly();

            Processes.awaitGone(grandchild);
        } finally {
            jvm.destroyForcibly();
            assertTrue(jvm.waitFor(10, TimeUnit.SECONDS));
        }
    }

    @Test
    void nothingIsLeftAfterManyChildren() throws Exception {
        outputOf(Command.of(Path.of("/bin/echo"), List.of("warm"))); // classes are files, too
        long before = descriptors();
        for (int i = 0; i < 20; i++) {
            outputOf(Command.of(Path.of("/bin/echo"), List.of("x")));
        }

        assertTrue(descriptors() <= before + 3, () -> "descriptors: " + before + " before, more after");
    }

    private static long descriptors() throws Exception {
        try (Stream<Path> files = Files.list(Path.of("/dev/fd"))) {
            return files.count();
        }
    }

    private ChildProcess start(Command command) {
        return ChildProcess.start(command, PATIENCE, clock);
    }

    private static long number(ChildProcess child) {
        byte[] line = new byte[20];
        int length = child.read(line, 0, line.length);
        return Long.parseLong(new String(Arrays.copyOf(line, length), StandardCharsets.US_ASCII).strip());
    }

    private String outputOf(Command command) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        byte[] bytes = new byte[8192];
        try (ChildProcess child = start(command)) {
            for (int count = child.read(bytes, 0, bytes.length);
                    count >= 0;
                    count = child.read(bytes, 0, bytes.length)) {
                all.write(bytes, 0, count);
            }
        }
        return all.toString(StandardCharsets.UTF_8);
    }
}
