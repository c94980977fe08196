package io.camkit.process;

import io.camkit.CamkitException;
import io.camkit.CamkitException.Retry;
import io.camkit.spi.Nullable;
import java.io.File;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.FileSystemNotFoundException;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A Java program that runs in a JVM of its own, of this JVM's version, with the flags of a small program: one collector thread, the first
 * compiler alone.
 *
 * @param classPath jars and folders; see {@link #classPathOf}. Those of {@link Messages} belong to it
 * @param mainClass the name of the class with {@code main}, whose first argument is for {@link Messages#toParent}
 * @param arguments what follows that one; never a secret, for every user of the machine can read them
 * @param maxHeapBytes of Java objects; more ends the child
 * @param maxResidentBytes of memory in all, native memory included; more ends the child, on Linux within a second
 * @param network false as in {@link Command}
 */
public record JavaCommand(
        List<Path> classPath,
        String mainClass,
        List<String> arguments,
        long maxHeapBytes,
        long maxResidentBytes,
        boolean network) {
    /** Checks. */
    public JavaCommand {
        classPath = List.copyOf(classPath);
        arguments = List.copyOf(arguments);
        if (maxHeapBytes <= 0 || maxResidentBytes <= maxHeapBytes) {
            throw new IllegalArgumentException(
                    "a heap of " + maxHeapBytes + " bytes in a memory of " + maxResidentBytes);
        }
    }

    /**
     * Where these classes come from, each place once.
     *
     * @throws CamkitException {@code CK-2508} if that is no file or folder, as with a jar inside another
     */
    public static List<Path> classPathOf(Class<?>... classes) {
        Set<Path> places = new LinkedHashSet<>();
        for (Class<?> type : classes) {
            places.add(placeOf(type));
        }
        return List.copyOf(places);
    }

    private static Path placeOf(Class<?> type) {
        CodeSource source = type.getProtectionDomain().getCodeSource();
        if (source == null || source.getLocation() == null) {
            throw noPlace(type, "unknown", null);
        }
        try {
            return Path.of(new URI(source.getLocation().toString()));
        } catch (URISyntaxException | IllegalArgumentException | FileSystemNotFoundException e) {
            throw noPlace(type, source.getLocation().toString(), e);
        }
    }

    private static CamkitException noPlace(Class<?> type, String place, @Nullable Exception cause) {
        return new CamkitException(
                "CK-2508",
                "a JVM of its own cannot load it from there (" + place + ")",
                type.getName(),
                "run the application from jars in a folder, not from one jar that holds the others",
                Retry.RETRY_SLOWLY,
                cause);
    }

    /** What starts it; it connects to {@code address}. */
    Command connectingTo(Path address) {
        List<String> line = new ArrayList<>(List.of(
                "-Xshare:auto",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-XX:-UsePerfData",
                "-Dfile.encoding=UTF-8",
                "-Xss256k",
                "-Xmx" + maxHeapBytes,
                "-XX:MaxDirectMemorySize=" + maxResidentBytes,
                // a crash is told in a dozen lines, and leaves no file behind
                "-XX:ErrorFile=" + (File.separatorChar == '/' ? "/dev/null" : "NUL"),
                "-XX:-CreateCoredumpOnCrash",
                "-XX:+ExitOnOutOfMemoryError",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                classPath.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator)),
                mainClass,
                address.toString()));
        line.addAll(arguments);
        String java = File.separatorChar == '/' ? "java" : "java.exe";
        return new Command(Path.of(System.getProperty("java.home"), "bin", java), line, Set.of(), network);
    }
}
