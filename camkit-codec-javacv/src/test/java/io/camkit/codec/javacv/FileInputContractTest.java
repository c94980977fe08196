package io.camkit.codec.javacv;

import io.camkit.SourceSpec;
import io.camkit.testkit.SourceContract;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** A file that begins again and again. */
class FileInputContractTest extends SourceContract {
    @TempDir
    private static Path folder;

    private static Path clip;

    @BeforeAll
    static void encode() {
        Demuxer.load();
        Path raw = io.camkit.testkit.peers.Ffmpeg.h264(folder.resolve("raw.h264"), 160, 96, 100, 10, 50);
        clip = folder.resolve("clip.mp4");
        io.camkit.testkit.peers.Ffmpeg.run("-r", "100", "-i", raw.toString(), "-c", "copy", clip.toString());
    }

    @Override
    protected SourceSpec working() {
        return Ffmpeg.input(clip.toString()).isolation(Isolation.INLINE);
    }
}
