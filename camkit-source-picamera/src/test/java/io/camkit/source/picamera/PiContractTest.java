package io.camkit.source.picamera;

import io.camkit.SourceSpec;
import io.camkit.testkit.SourceContract;
import io.camkit.testkit.peers.FakeRpicam;
import io.camkit.testkit.peers.Ffmpeg;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

class PiContractTest extends SourceContract {
    @TempDir
    static Path folder;

    private static FakeRpicam tool;

    @BeforeAll
    static void install() {
        tool = FakeRpicam.playing(Ffmpeg.h264(folder.resolve("clip.h264"), 320, 240, 60, 10, 60));
    }

    @AfterAll
    static void remove() {
        tool.close();
    }

    @Override
    protected SourceSpec working() {
        return PiCamera.number(0).frameRate(60).program(tool.program());
    }
}
