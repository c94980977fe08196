package io.camkit.codec.javacv;

import io.camkit.SourceSpec;
import io.camkit.testkit.SourceContract;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** A file that begins again and again, read by a child JVM. */
class FileInputContractTest extends SourceContract {
    @TempDir
    private static Path folder;

    private static Path clip;

    @BeforeAll
    static void encode() {
        clip = Clips.h264AndAac(folder.resolve("clip.mp4"), 1);
    }

    @Override
    protected SourceSpec working() {
        return Ffmpeg.input(clip.toString());
    }
}
