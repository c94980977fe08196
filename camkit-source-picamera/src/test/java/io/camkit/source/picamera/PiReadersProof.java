package io.camkit.source.picamera;

import io.camkit.spi.FrameAllocator;
import io.camkit.testkit.Mutations;
import io.camkit.testkit.peers.Ffmpeg;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Function;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What reads the program's output, with thousands of damaged outputs. */
@Tag("proof")
class PiReadersProof {
    private static final int INPUTS = 5000;
    private static final int PIECE = 4096;

    @TempDir
    Path folder;

    @Test
    void damagedH264IsRefusedOrRead() throws Exception {
        byte[] clip = Files.readAllBytes(Ffmpeg.h264(folder.resolve("clip.h264"), 160, 120, 30, 5, 10));

        check("H.264 from the pipe", clip, Pipe::h264);
    }

    @Test
    void damagedJpegsAreRefusedOrRead() throws Exception {
        byte[] clip = Files.readAllBytes(Ffmpeg.mjpeg(folder.resolve("clip.mjpeg"), 160, 120, 30, 5));

        check("JPEG from the pipe", clip, Pipe::mjpeg);
    }

    private static void check(String name, byte[] clip, Function<FrameAllocator, Pipe> maker) {
        System.out.println(Mutations.of(name, clip).check(INPUTS, (input, memory) -> {
            byte[] output = new byte[input.remaining()];
            input.get(output);
            Pipe pipe = maker.apply(memory);
            try {
                pipe.write(output, PIECE);
            } finally {
                pipe.close();
            }
        }));
    }

    @Test
    void damagedListsAreRead() {
        String list = """
                Available cameras
                -----------------
                0 : imx219 [3280x2464 10-bit RGGB] (/base/soc/i2c0mux/i2c@1/imx219@10)
                    Modes: 'SRGGB10_CSI2P' : 640x480 [206.65 fps - (1000, 752)/1280x960 crop]
                1 : imx708_wide [4608x2592] (/base/soc/i2c0mux/i2c@0/imx708@1a)
                """;

        System.out.println(Mutations.of("--list-cameras", list.getBytes(StandardCharsets.UTF_8))
                .check(
                        INPUTS,
                        (input, memory) -> CameraList.read(
                                StandardCharsets.UTF_8.decode(input).toString())));
    }
}
