package io.camkit.codec.javacv;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.camkit.CamkitException;
import java.io.File;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

class NativesTest {
    private static boolean isBytedecos(String entry) {
        return entry.contains("bytedeco");
    }

    @Test
    void withAllOfItNothingIsMissing() {
        assertTrue(Natives.here().missing().isEmpty());
        List<Path> places = Natives.here().classPath();
        assertEquals(4, places.size(), places.toString());
    }

    @Test
    void anotherPlatformsNativesAreNamedWithTheirVersion() {
        Natives natives = new Natives(getClass().getClassLoader(), Platform.of("Linux", "aarch64"));

        CamkitException missing = natives.missing().orElseThrow();

        assertEquals(
                "CK-4001 no FFmpeg for linux-arm64 on the class path. Mend: add org.bytedeco:ffmpeg:8.0.1-1.5.13:linux-arm64 and "
                        + "org.bytedeco:javacpp:1.5.13:linux-arm64, or ask for what the camera sends as it is",
                missing.getMessage());
    }

    @Test
    void platformsAreCalledAsTheirArtifacts() {
        assertEquals("linux-x86_64", Platform.of("Linux", "amd64").name());
        assertEquals("macosx-arm64", Platform.of("Mac OS X", "aarch64").name());
        assertEquals("windows-x86_64", Platform.of("Windows 11", "amd64").name());
        assertEquals("libx.dylib", Platform.of("Mac OS X", "aarch64").library("x"));
        assertEquals("x.dll", Platform.of("Windows 11", "amd64").library("x"));
    }

    @Test
    void withoutTheNativesTheErrorNamesThemAndCamerasWorkOn() throws Exception {
        String said = whatHappens(
                "run",
                entry -> isBytedecos(entry) && entry.contains(Platform.current().name()));

        assertTrue(
                said.startsWith("passed through; CK-4001 no FFmpeg for "
                        + Platform.current().name()),
                said);
        assertTrue(said.contains(":" + Platform.current().name()), said);
    }

    @Test
    void withoutItsClassesTheErrorNamesThemAndCamerasWorkOn() throws Exception {
        String said = whatHappens("run", NativesTest::isBytedecos);

        assertTrue(said.startsWith("passed through; CK-4001 no FFmpeg for "), said);
        assertTrue(said.contains("add org.bytedeco:ffmpeg:8.0.1-1.5.13 and "), said);
    }

    @Test
    void withoutThemAnInputEndsWithTheErrorThatNamesThem() throws Exception {
        String said = whatHappens("input", NativesTest::isBytedecos);

        assertTrue(said.startsWith("CK-4001 no FFmpeg for "), said);
    }

    /** What {@link KitWithoutNatives} sees where these entries are not on the class path. */
    private static String whatHappens(String method, Predicate<String> without) throws Exception {
        List<URL> rest = new ArrayList<>();
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
            if (!without.test(entry)) {
                rest.add(url(entry));
            }
        }
        Thread thread = Thread.currentThread();
        ClassLoader usual = thread.getContextClassLoader();
        try (URLClassLoader loader =
                new URLClassLoader(rest.toArray(URL[]::new), ClassLoader.getPlatformClassLoader())) {
            thread.setContextClassLoader(loader); // where plugins are looked for
            Class<?> program = loader.loadClass(KitWithoutNatives.class.getName());
            return (String) program.getMethod(method).invoke(null);
        } finally {
            thread.setContextClassLoader(usual);
        }
    }

    private static URL url(String entry) throws MalformedURLException {
        return Path.of(entry).toUri().toURL();
    }
}
