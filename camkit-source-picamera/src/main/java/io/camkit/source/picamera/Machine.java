package io.camkit.source.picamera;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What the machine's files tell about its camera.
 *
 * @param root where its file system begins
 */
record Machine(Path root) {
    private static final Pattern NAMES_A_CAMERA = Pattern.compile(
            "(?m)^\\s*(camera_auto_detect\\s*=\\s*1|dtoverlay\\s*=\\s*(imx|ov\\d|arducam|camera-mux|irs|mira)\\S*)");

    static Machine here() {
        return new Machine(Path.of("/"));
    }

    boolean isRaspberryPi() {
        return text("proc/device-tree/model").contains("Raspberry Pi");
    }

    /** A Raspberry Pi 5 and its relatives have no encoder for H.264: the tool does it in software, and has to be told more. */
    boolean encodesInSoftware() {
        return text("proc/device-tree/compatible").contains("brcm,bcm2712");
    }

    /** The boot configuration if it keeps every camera off; empty if it names one, or cannot be read. */
    Optional<String> configurationWithoutCamera() {
        return Stream.of("boot/firmware/config.txt", "boot/config.txt")
                .filter(file -> !text(file).isEmpty())
                .findFirst()
                .filter(file -> !NAMES_A_CAMERA.matcher(text(file)).find())
                .map(file -> "/" + file);
    }

    /** A device of the camera that the user may not open; empty if there is no device or one may be opened. */
    Optional<String> lockedDevice() {
        Optional<String> locked = Optional.empty();
        try (DirectoryStream<Path> devices = Files.newDirectoryStream(root.resolve("dev"), "media*")) {
            for (Path device : devices) {
                if (Files.isReadable(device) && Files.isWritable(device)) {
                    return Optional.empty();
                }
                locked = Optional.of("/dev/" + device.getFileName());
            }
        } catch (IOException e) {
            // there are no devices
        }
        return locked;
    }

    private String text(String file) {
        try {
            return Files.readString(root.resolve(file), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            return "";
        }
    }
}
