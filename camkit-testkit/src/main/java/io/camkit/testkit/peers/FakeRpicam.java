package io.camkit.testkit.peers;

import io.camkit.spi.Nullable;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A Raspberry Pi camera without a Pi: a program {@code rpicam-vid} that takes its options, prints what it prints, plays a clip at the
 * pace asked for, and fails as it fails.
 *
 * <p>How it fails follows what owners of a Pi have published; it was never held against a real one.
 *
 * <p><b>Threading.</b> Any thread.
 */
public final class FakeRpicam implements AutoCloseable {
    private static final Program PYTHON = new Program("python3", "python3");
    private static final String SCRIPT = "fake_rpicam.py";

    private final Path directory;

    private FakeRpicam(Path directory) {
        this.directory = directory;
    }

    /** What the program does, from its start or from the next frame on. */
    public enum Behaviour {
        /** Plays the clip. */
        WORKS,
        /** Plays it and says a line about each frame. */
        TALKS,
        /** Lives and writes nothing more. */
        FREEZES,
        /** The same, and says that the camera does not answer. */
        TIMES_OUT,
        /** Ends with an error. */
        DIES,
        /** Ends in the middle of a frame, without a word. */
        TRUNCATES,
        /** Writes what is no picture. */
        BABBLES,
        /** Finds no camera. */
        NO_CAMERAS,
        /** Finds one that another process uses. */
        IN_USE,
        /** May not open the devices. */
        NOT_PERMITTED,
        /** Runs on a system with the camera stack of old. */
        LEGACY,
        /** Does not know an option. */
        OLD_TOOL,
        /** Has no encoder. */
        NO_ENCODER,
        /** Gets no memory. */
        NO_MEMORY
    }

    /**
     * One start of the program.
     *
     * @param environment the names of its variables
     * @param arguments without the program's name
     */
    public record Run(long pid, Set<String> environment, List<String> arguments) {
        /** Whether it still runs. */
        public boolean alive() {
            return ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isPresent();
        }
    }

    /**
     * Installs the program in a directory of its own.
     *
     * @param clip what it plays: a file {@code *.h264} of {@link Ffmpeg#h264} or {@code *.mjpeg} of {@link Ffmpeg#mjpeg}
     */
    public static FakeRpicam playing(Path clip) {
        try {
            Path directory = Files.createTempDirectory("camkit-rpicam");
            String name = String.valueOf(clip.getFileName());
            Files.copy(clip, directory.resolve("clip" + name.substring(name.lastIndexOf('.'))));
            Path program = directory.resolve("rpicam-vid");
            try (InputStream script = FakeRpicam.class.getResourceAsStream(SCRIPT)) {
                if (script == null) {
                    throw new IllegalStateException(SCRIPT + " is missing in the testkit's jar");
                }
                Files.copy(script, program);
            }
            if (!PYTHON.locate().equals(Path.of("/usr/bin/python3"))
                    || !program.toFile().setExecutable(true)) {
                throw PYTHON.missing("is not in /usr/bin");
            }
            return new FakeRpicam(directory).behave(Behaviour.WORKS);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Where it is installed: to be put on a PATH. */
    public Path directory() {
        return directory;
    }

    /** The program's file. */
    public Path program() {
        return directory.resolve("rpicam-vid");
    }

    /** Changes what it does: at once where it plays, and at every start to come. */
    public FakeRpicam behave(Behaviour behaviour) {
        try {
            Path next = Files.writeString(
                    directory.resolve("next"), behaviour.name().toLowerCase(Locale.ROOT));
            Files.move(next, directory.resolve("behaviour"), StandardCopyOption.ATOMIC_MOVE);
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Every start so far. */
    public List<Run> runs() {
        Path file = directory.resolve("runs");
        try {
            return Files.exists(file)
                    ? Files.readAllLines(file).stream().map(FakeRpicam::run).toList()
                    : List.of();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Run run(String line) {
        List<String> parts = Arrays.asList(line.split("\t"));
        return new Run(
                Long.parseLong(parts.get(0)),
                Set.of(parts.get(1).split(",")),
                List.copyOf(parts.subList(2, parts.size())));
    }

    /** The latest start. */
    public Optional<Run> lastRun() {
        List<Run> runs = runs();
        return runs.isEmpty() ? Optional.empty() : Optional.of(runs.get(runs.size() - 1));
    }

    /** Kills what still runs and removes it. */
    @Override
    public void close() {
        for (Run run : runs()) {
            @Nullable
            ProcessHandle left = run.alive() ? ProcessHandle.of(run.pid()).orElse(null) : null;
            if (left != null && isOurs(left)) {
                left.destroyForcibly();
            }
        }
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : files.toList()) {
                Files.deleteIfExists(file);
            }
            Files.delete(directory);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Numbers of processes come again. */
    private boolean isOurs(ProcessHandle process) {
        return process.info()
                .arguments()
                .filter(arguments -> Arrays.asList(arguments).contains(program().toString()))
                .isPresent();
    }
}
