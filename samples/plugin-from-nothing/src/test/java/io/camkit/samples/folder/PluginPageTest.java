package io.camkit.samples.folder;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.camkit.CamKit;
import io.camkit.CamkitException;
import io.camkit.SourceSpec;
import io.camkit.spi.SourceProvider;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;

/** What docs/plugins.md shows is what stands here and is tested. */
class PluginPageTest {
    private static final Pattern FILE =
            Pattern.compile("(?m)^`(src/[^`]+)`\n\n```[a-z]+\n(.*?)^```$", Pattern.DOTALL | Pattern.MULTILINE);

    @Test
    void thePageShowsEveryFileAsItIs() throws IOException {
        String page = Files.readString(Path.of("../../docs/plugins.md"));
        var shown = new TreeMap<String, String>();
        FILE.matcher(page).results().forEach(file -> shown.put(file.group(1), file.group(2)));
        var there = new TreeMap<String, String>();
        try (Stream<Path> files = Files.walk(Path.of("src"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                if (!file.endsWith("PluginPageTest.java")) {
                    there.put(file.toString(), Files.readString(file));
                }
            }
        }

        assertEquals(there, shown);
    }

    @Test
    void theRuntimeFindsItByItsScheme() {
        try (CamKit kit = CamKit.create()) {
            SourceSpec source = kit.source("folder:/srv/pictures?fps=2", Optional.empty());

            assertEquals("folder:/srv/pictures?fps=2", source.describe());
        }
        assertTrue(ServiceLoader.load(SourceProvider.class).stream()
                .anyMatch(provider -> provider.type() == FolderProvider.class));
    }

    @Test
    void aWrongOptionIsSaidBeforeACameraStarts() {
        try (CamKit kit = CamKit.create()) {
            CamkitException wrong = Assertions.assertThrows(
                    CamkitException.class, () -> kit.source("folder:/srv/pictures?fps=fast", Optional.empty()));

            assertEquals("CK-9001", wrong.code());
        }
    }
}
