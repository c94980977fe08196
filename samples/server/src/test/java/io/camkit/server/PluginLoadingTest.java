package io.camkit.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every plugin that is installed is found, whether it is on the class path or a module. */
class PluginLoadingTest {
    private static final String SERVICES = "META-INF/services/io.camkit.spi.";
    private static final Pattern MODULE_NAME = Pattern.compile("<Automatic-Module-Name>([^<]+)<");
    private static final Pattern NO_PART_OF_IT = Pattern.compile(
            ".*(test-classes|samples/server|camkit-testkit|camkit-sample|junit|opentest4j|apiguardian|selenium|archunit|jazzer).*");

    @TempDir
    private Path folder;

    private final List<Path> parts = Arrays.stream(
                    System.getProperty("java.class.path").split(File.pathSeparator))
            .filter(part -> !NO_PART_OF_IT.matcher(part).matches())
            .map(Path::of)
            .filter(part -> Files.isRegularFile(part) || part.endsWith("target/classes"))
            .toList();

    /** Names of the classes that every part's services name. */
    private Set<String> providers() throws IOException {
        Set<String> providers = new TreeSet<>();
        for (Path part : parts) {
            if (Files.isDirectory(part)) {
                addProviders(part, providers);
            } else {
                try (FileSystem jar = FileSystems.newFileSystem(part)) {
                    addProviders(jar.getPath("/"), providers);
                }
            }
        }
        return providers;
    }

    private static void addProviders(Path root, Set<String> providers) throws IOException {
        for (String kind : ListPlugins.KINDS) {
            Path file = root.resolve(SERVICES + kind);
            if (Files.exists(file)) {
                Files.readString(file)
                        .lines()
                        .map(String::strip)
                        .filter(line -> !line.isEmpty())
                        .forEach(providers::add);
            }
        }
    }

    private List<String> run(String... options) throws Exception {
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx128m"));
        command.addAll(List.of(options));
        command.add(ListPlugins.class.getName());
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), said);
        return said.lines()
                .filter(line -> line.startsWith("plugin "))
                .map(line -> line.substring(7))
                .toList();
    }

    private static String joined(List<Path> paths) {
        return String.join(
                File.pathSeparator, paths.stream().map(Path::toString).toList());
    }

    private static Path own() {
        return Path.of("target", "test-classes");
    }

    @Test
    void fromTheClassPath() throws Exception {
        List<Path> all = new ArrayList<>(parts);
        all.add(own());
        List<String> found = run("-cp", joined(all));

        assertEquals(providers(), names(found));
        assertTrue(found.size() > 5, found::toString);
    }

    @Test
    void whatIsInstalledLoadsNothingOfFfmpeg() throws Exception {
        Path log = folder.resolve("classes.log");
        List<Path> all = new ArrayList<>(parts);
        all.add(own());

        run("-Xlog:class+load:file=" + log, "-cp", joined(all));

        try (Stream<String> lines = Files.lines(log)) {
            assertEquals(
                    List.of(), lines.filter(line -> line.contains("bytedeco")).toList());
        }
    }

    @Test
    void fromTheModulePath() throws Exception {
        List<Path> modules = new ArrayList<>();
        for (Path part : parts) {
            modules.add(asModule(part));
        }
        List<String> found =
                run("--module-path", joined(modules), "--add-modules", "ALL-MODULE-PATH", "-cp", own().toString());

        assertEquals(providers(), names(found));
        assertFalse(found.stream().anyMatch(line -> line.contains(" unnamed")), found::toString);
    }

    private static Set<String> names(List<String> found) {
        Set<String> names = new TreeSet<>();
        found.forEach(line -> names.add(line.split(" ")[0]));
        return names;
    }

    /** What a build has not packed yet is packed as it would be. */
    private Path asModule(Path part) throws IOException {
        if (Files.isRegularFile(part) || Files.exists(part.resolve("module-info.class"))) {
            return part;
        }
        Path pom = part.resolve("../../pom.xml").normalize();
        Matcher name = MODULE_NAME.matcher(Files.readString(pom));
        assertTrue(name.find(), () -> pom + " gives its module no name");
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().putValue("Automatic-Module-Name", name.group(1));
        Path jar = folder.resolve(name.group(1) + ".jar");
        try (OutputStream out = Files.newOutputStream(jar);
                JarOutputStream packed = new JarOutputStream(out, manifest);
                Stream<Path> files = Files.walk(part)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                packed.putNextEntry(new JarEntry(part.relativize(file).toString()));
                Files.copy(file, packed);
            }
        }
        return jar;
    }
}
