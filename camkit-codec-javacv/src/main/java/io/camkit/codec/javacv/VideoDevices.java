package io.camkit.codec.javacv;

import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The cameras that Video for Linux has.
 *
 * @param root where the machine's file system begins
 */
record VideoDevices(Path root) {
    private static final String CLASS = "sys/class/video4linux";
    private static final Pattern NODE = Pattern.compile("video(\\d{1,3})");
    private static final int MOST = 64;

    static VideoDevices here() {
        return new VideoDevices(Path.of("/"));
    }

    /** All of them, in the order of their numbers. A camera's second node, which carries data about the pictures, is none. */
    List<Ffmpeg.Camera> list() {
        List<Ffmpeg.Camera> found = new ArrayList<>();
        try (DirectoryStream<Path> nodes = Files.newDirectoryStream(root.resolve(CLASS))) {
            for (Path node : nodes) {
                String device = node.getFileName().toString();
                if (NODE.matcher(device).matches() && found.size() < MOST && isFirstOfItsCamera(node)) {
                    found.add(new Ffmpeg.Camera(line(node.resolve("name")), "/dev/" + device));
                }
            }
        } catch (IOException e) {
            // there is no such class of devices here
        }
        found.sort(Comparator.comparingInt(camera -> number(camera.device())));
        return List.copyOf(found);
    }

    private static boolean isFirstOfItsCamera(Path node) {
        String index = line(node.resolve("index"));
        return index.isEmpty() || index.equals("0");
    }

    private static int number(String device) {
        return Integer.parseInt(device.substring("/dev/video".length()));
    }

    private static String line(Path file) {
        try {
            return Files.readString(file).strip();
        } catch (IOException e) {
            return "";
        }
    }

    /** The device of a camera by its device or its name, in which upper and lower case are the same; of two that are named so the first. */
    Optional<String> device(String wanted) {
        if (wanted.startsWith("/dev/") && wanted.indexOf('\0') < 0) {
            return node(root.resolve(wanted.substring(1)));
        }
        return list().stream()
                .filter(camera -> camera.name().equalsIgnoreCase(wanted))
                .map(Ffmpeg.Camera::device)
                .findFirst();
    }

    /** The camera that a path leads to: other devices, of which some do something when they are merely opened, are none. */
    private Optional<String> node(Path path) {
        try {
            Path real = path.toRealPath();
            String name = String.valueOf(real.getFileName()); // a path may lead to the root, which has none
            boolean isCamera = NODE.matcher(name).matches()
                    && root.resolve("dev").toRealPath().equals(real.getParent());
            return isCamera ? Optional.of("/dev/" + name) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** How to write a camera by its name; by its device where it has none. */
    static String address(Ffmpeg.Camera camera) {
        String written =
                URLEncoder.encode(camera.name(), StandardCharsets.UTF_8).replace("+", "%20");
        return "ffmpeg:v4l2:" + (written.isEmpty() ? camera.device() : written);
    }
}
