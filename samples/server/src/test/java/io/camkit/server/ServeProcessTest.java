package io.camkit.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The program as a process of its own, where signals can reach it. */
class ServeProcessTest {
    @TempDir
    private Path folder;

    @Test
    void withoutConfigurationItShowsTheDemoAndEndsCleanlyOnASignal() throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx128m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        "io.camkit.server.Main",
                        "serve",
                        "--port",
                        "0")
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            StringBuilder said = new StringBuilder();
            String line;
            while ((line = lines.readLine()) != null && !line.contains("Ctrl-C")) {
                said.append(line).append('\n');
            }
            assertTrue(said.toString().contains("http://localhost:"), said::toString);
            assertTrue(said.toString().contains("clock-small"), said::toString);

            process.destroy();
            assertTrue(process.waitFor(20, TimeUnit.SECONDS), "it did not end");
            assertEquals(0, process.exitValue());
        } finally {
            process.destroyForcibly();
        }
    }
}
