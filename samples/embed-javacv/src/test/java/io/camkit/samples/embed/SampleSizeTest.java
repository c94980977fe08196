package io.camkit.samples.embed;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SampleSizeTest {
    @ParameterizedTest
    @ValueSource(strings = {"CameraToMat", "MatSink", "MatToCamera", "MatSource"})
    void theSampleFitsOnAScreen(String name) throws IOException {
        Path file = Path.of("src/main/java/io/camkit/samples/embed", name + ".java");

        assertTrue(Files.readAllLines(file).size() < 60, "too long");
    }
}
