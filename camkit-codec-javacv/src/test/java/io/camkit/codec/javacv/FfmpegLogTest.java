package io.camkit.codec.javacv;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.camkit.Codec;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FfmpegLogTest {
    @TempDir
    Path folder;

    private final Made made = new Made();

    @AfterEach
    void nobodyReads() {
        FfmpegLog.readBy((error, line) -> {});
    }

    private void decodeNonsense() {
        Clip clip = Clip.h264(folder, 160, 96, 10, 1);
        try (Converter converter = new PictureConversion(Codec.JPEG, 0, 0, 0).open(made)) {
            converter.track(clip.track());
            clip.give(converter, 0, new byte[] {0, 0, 0, 1, 0x65, 1, 2, 3, 4, 5, 6, 7}, true, false);
        }
    }

    @Test
    void whatADecoderComplainsAboutIsRead() {
        List<String> lines = new CopyOnWriteArrayList<>();
        FfmpegLog.readBy((error, line) -> lines.add(line));
        decodeNonsense();

        assertTrue(lines.stream().anyMatch(line -> line.startsWith("[h264]")), lines.toString());
    }

    @Test
    void aReaderThatFailsHarmsNobody() {
        FfmpegLog.readBy((error, line) -> {
            throw new IllegalStateException("as a reader must not");
        });
        decodeNonsense();

        assertEquals(List.of(Dropped.UNDECODABLE), made.dropped);
    }
}
