package io.camkit.samples.folder;

import io.camkit.SourceSpec;
import io.camkit.testkit.Frames;
import io.camkit.testkit.SourceContract;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

/** Everything that a source owes the core; each rule is a test of its own. */
class FolderSourceTest extends SourceContract {
    @TempDir
    Path folder;

    @Override
    protected SourceSpec working() throws Exception {
        Files.write(folder.resolve("a.jpg"), Frames.jpeg(0, 4000));
        return new FolderProvider.Folder(folder, 20);
    }
}
