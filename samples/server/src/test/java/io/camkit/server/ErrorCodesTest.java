package io.camkit.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.camkit.spi.Nullable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Holds what the modules say against what docs/errors explains. */
class ErrorCodesTest {
    private static final Pattern CODE = Pattern.compile("CK-\\d{4}");
    private static final Pattern EXPLAINED = Pattern.compile("(?m)^\\| (CK-\\d{4}) \\| [^|]+ \\| [^|]+ \\|$");
    private static final Path ROOT = root();

    private static Path root() {
        Path here = Path.of("").toAbsolutePath();
        for (@Nullable Path folder = here; folder != null; folder = folder.getParent()) {
            if (Files.isDirectory(folder.resolve("docs/errors"))) {
                return folder;
            }
        }
        throw new AssertionError("no docs/errors above " + here);
    }

    private static Stream<Path> files(Path folder, String suffix) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(suffix)).toList().stream();
        }
    }

    private static Set<String> used() throws IOException {
        return files(ROOT, ".java")
                .filter(file -> file.toString().contains("/src/main/"))
                .flatMap(file -> CODE.matcher(text(file)).results().map(MatchResult::group))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static List<String> explained() throws IOException {
        return files(ROOT.resolve("docs/errors"), ".md")
                .flatMap(file -> EXPLAINED.matcher(text(file)).results().map(line -> line.group(1)))
                .toList();
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void everyCodeThatIsUsedIsExplainedWithItsMend() throws IOException {
        Set<String> missing = used();
        assertFalse(missing.isEmpty(), "no code found at all");
        explained().forEach(missing::remove);

        assertEquals(Set.of(), missing);
    }

    @Test
    void everyCodeThatIsExplainedIsUsed() throws IOException {
        Set<String> left = new TreeSet<>(explained());
        left.removeAll(used());

        assertEquals(Set.of(), left);
    }

    @Test
    void aCodeIsExplainedOnce() throws IOException {
        List<String> explained = explained();

        assertEquals(explained.size(), Set.copyOf(explained).size(), explained::toString);
    }
}
