package io.camkit.codec.javacv;

import io.camkit.CamkitException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.FileSystemNotFoundException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * FFmpeg's classes and native libraries on the class path, looked for without loading any of them, so that their absence is an answer
 * and not an error.
 */
final class Natives {
    private static final String FFMPEG = "ffmpeg";
    private static final String JAVACPP = "javacpp";

    private final ClassLoader loader;
    private final Platform platform;

    /** What of an artifact proves that it is there. */
    private record Part(String artifact, boolean ofPlatform, String resource) {}

    /** Those that {@code loader} finds. */
    Natives(ClassLoader loader, Platform platform) {
        this.loader = loader;
        this.platform = platform;
    }

    /** Those that this class would use. */
    static Natives here() {
        return new Natives(Natives.class.getClassLoader(), Platform.current());
    }

    private List<Part> parts() {
        return List.of(
                new Part(FFMPEG, false, "org/bytedeco/ffmpeg/global/avcodec.class"),
                new Part(FFMPEG, true, "org/bytedeco/ffmpeg/" + platform.name() + "/" + platform.library("jniavcodec")),
                new Part(JAVACPP, false, "org/bytedeco/javacpp/Loader.class"),
                new Part(
                        JAVACPP,
                        true,
                        "org/bytedeco/javacpp/" + platform.name() + "/" + platform.library("jnijavacpp")));
    }

    /** @throws CamkitException {@code CK-4001} if something is missing; it names the artifacts to add */
    void require() {
        missing().ifPresent(why -> {
            throw why;
        });
    }

    /** {@code CK-4001}, naming the artifacts to add; empty if everything is there. */
    Optional<CamkitException> missing() {
        String artifacts = parts().stream()
                .filter(part -> loader.getResource(part.resource()) == null)
                .map(this::coordinates)
                .collect(Collectors.joining(" and "));
        return artifacts.isEmpty()
                ? Optional.empty()
                : Optional.of(CodecFaults.nativesMissing(platform.name(), artifacts));
    }

    private String coordinates(Part part) {
        return "org.bytedeco:" + part.artifact() + ":" + version(part.artifact())
                + (part.ofPlatform() ? ":" + platform.name() : "");
    }

    /** What this module was built with. */
    private static String version(String artifact) {
        Properties versions = new Properties();
        try (InputStream file = Natives.class.getResourceAsStream("versions.properties")) {
            versions.load(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return versions.getProperty(artifact);
    }

    /** The jars or folders that all of them are in. Call {@link #require} before. */
    List<Path> classPath() {
        Set<Path> places = new LinkedHashSet<>();
        for (Part part : parts()) {
            URL found = loader.getResource(part.resource());
            if (found != null) {
                places.add(place(found, part.resource()));
            }
        }
        return new ArrayList<>(places);
    }

    /** {@code jar:file:/x.jar!/resource} or {@code file:/folder/resource}. */
    private static Path place(URL found, String resource) {
        String text = found.toString();
        String root = text.startsWith("jar:")
                ? text.substring("jar:".length(), text.lastIndexOf("!/"))
                : text.substring(0, text.length() - resource.length());
        try {
            return Path.of(new URI(root));
        } catch (URISyntaxException | IllegalArgumentException | FileSystemNotFoundException e) {
            throw CodecFaults.nativesBroken(e);
        }
    }
}
