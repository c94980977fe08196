package io.camkit.source.picamera;

import io.camkit.process.Command;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * The program that reads the camera.
 *
 * @param program its file
 */
record Rpicam(Path program, Machine machine) {
    /** Newest first: libcamera-vid is the same program before it was renamed. */
    private static final List<String> NAMES = List.of("rpicam-vid", "libcamera-vid");

    /** How owners of other sensors tell libcamera about them. */
    private static final Set<String> ENVIRONMENT = Set.of(
            "LIBCAMERA_IPA_CONFIG_PATH",
            "LIBCAMERA_IPA_MODULE_PATH",
            "LIBCAMERA_LOG_LEVELS",
            "LIBCAMERA_RPI_CONFIG_FILE",
            "LIBCAMERA_RPI_TUNING_FILE");

    private static final List<String> SOFTWARE_ENCODER =
            List.of("--libav-format=h264", "--low-latency", "--profile=baseline");

    /** The first of its names that is on the PATH. */
    static Rpicam locate(Machine machine, PiFaults faults) {
        return locate(System.getenv().getOrDefault("PATH", ""), machine, faults);
    }

    static Rpicam locate(String path, Machine machine, PiFaults faults) {
        for (String name : NAMES) {
            for (String directory : path.split(File.pathSeparator)) {
                Path program = Path.of(directory).resolve(name);
                if (!directory.isEmpty() && Files.isExecutable(program)) {
                    return new Rpicam(program, machine);
                }
            }
        }
        throw machine.isRaspberryPi() ? faults.toolMissing() : faults.notAPi();
    }

    Command video(PiCamera camera) {
        List<String> arguments = new ArrayList<>(camera.options());
        if (!camera.jpeg() && machine.encodesInSoftware()) {
            // else it asks for a format, and its encoder reorders pictures, whose order nothing on the pipe tells
            arguments.addAll(SOFTWARE_ENCODER);
        }
        return new Command(program, arguments, ENVIRONMENT, true);
    }

    Command list() {
        return new Command(program, List.of("--list-cameras"), ENVIRONMENT, true);
    }

    String name() {
        return String.valueOf(program.getFileName());
    }
}
