package io.camkit.source.esp32;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A program that plays a device, not written in Java; what it says is collected. It ends when its standard input does. */
final class DeviceProgram implements AutoCloseable {
    private static final int SECONDS = 30;

    private final Process process;
    private final List<String> said = new ArrayList<>();

    private DeviceProgram(Process process) {
        this.process = process;
        Thread reader = new Thread(this::read, "device-program");
        reader.setDaemon(true);
        reader.start();
    }

    /** The firmware's protocol, compiled for this host. */
    static Path firmware(Path folder) throws Exception {
        Path program = folder.resolve("device");
        List<String> command = new ArrayList<>(List.of(
                "g++", "-std=c++17", "-Wall", "-Wextra", "-Werror", "-Ifirmware/include", "-o", program.toString()));
        for (String sources : List.of("firmware/src", "firmware/host")) {
            try (var files = Files.newDirectoryStream(Path.of(sources), "{camkit_,host_,main}*.cpp")) {
                for (Path file : files) {
                    if (!file.equals(Path.of("firmware/src/main.cpp"))) { // it needs a device
                        command.add(file.toString());
                    }
                }
            }
        }
        Process compiler = started(command, "g++");
        String complaints = new String(compiler.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (!compiler.waitFor(SECONDS, TimeUnit.SECONDS) || compiler.exitValue() != 0) {
            throw new AssertionError("g++: " + complaints);
        }
        return program;
    }

    /** A device of npm's package {@code ws}. */
    static DeviceProgram ws(int port, String camera, List<Path> pictures) throws Exception {
        if (!Files.isDirectory(Path.of("/usr/share/nodejs/ws"))) {
            throw missing("node-ws");
        }
        Path script = Path.of(DeviceProgram.class.getResource("ws-device.js").toURI());
        return run(
                List.of("node", script.toString(), Integer.toString(port), camera, Ingest.TOKEN), pictures, "nodejs");
    }

    /** The compiled firmware as a device. */
    static DeviceProgram firmware(Path program, int port, String camera, String token, List<Path> pictures) {
        return run(List.of(program.toString(), "127.0.0.1", Integer.toString(port), camera, token), pictures, "g++");
    }

    private static DeviceProgram run(List<String> command, List<Path> pictures, String debian) {
        List<String> whole = new ArrayList<>(command);
        pictures.forEach(picture -> whole.add(picture.toString()));
        return new DeviceProgram(started(whole, debian));
    }

    private static Process started(List<String> command, String debian) {
        try {
            ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
            builder.environment().put("NODE_PATH", "/usr/share/nodejs");
            return builder.start();
        } catch (IOException e) {
            throw missing(debian);
        }
    }

    private static AssertionError missing(String debian) {
        return new AssertionError(debian + " is not installed. Mend: sudo apt-get install -y " + debian);
    }

    private void read() {
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                synchronized (said) {
                    said.add(line);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    List<String> said() {
        synchronized (said) {
            return List.copyOf(said);
        }
    }

    void awaitLine(String words) {
        Ingest.await(
                "`" + words + "` from the device",
                () -> said().stream().anyMatch(line -> line.contains(words)) || !process.isAlive());
        if (said().stream().noneMatch(line -> line.contains(words))) {
            throw new AssertionError("the device did not say `" + words + "`, but " + said());
        }
    }

    @Override
    public void close() throws IOException {
        process.getOutputStream().close();
        process.destroy();
    }
}
