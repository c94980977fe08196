package io.camkit.source.test;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.util.Arrays;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;

class SceneTest {
    @Test
    void aFrameDependsOnItsNumberAloneAndNotOnWhatWasDrawnBefore() {
        var scene = new Scene(320, 240, 10);
        byte[] first = scene.draw(42).y.clone();
        scene.draw(17);
        assertArrayEquals(first, scene.draw(42).y);
        assertArrayEquals(first, new Scene(320, 240, 10).draw(42).y);
    }

    @Test
    void aFrameIsTheSameOnEveryMachine() {
        Picture picture = new Scene(640, 360, 25).draw(137);
        var sum = new CRC32();
        sum.update(picture.y);
        sum.update(picture.cb);
        sum.update(picture.cr);
        sum.update(new JpegEncoder(640, 360, 85).encode(picture));
        assertEquals("3c03fd2a", Long.toHexString(sum.getValue()));
    }

    @Test
    void everyFrameDiffersFromTheOneBefore() {
        var scene = new Scene(64, 48, 60);
        byte[] before = scene.draw(0).y.clone();
        for (int number = 1; number < 120; number++) {
            byte[] after = scene.draw(number).y.clone();
            assertNotEquals(Arrays.hashCode(before), Arrays.hashCode(after));
            before = after;
        }
    }

    @Test
    void theShapesStandWhereTheyStoodTenSecondsBefore() {
        var scene = new Scene(640, 360, 5);
        byte[] shapes = shapes(scene.draw(7));
        assertArrayEquals(shapes, shapes(scene.draw(7 + 10 * 5)));
    }

    /** What lies between the frame number and the barcode, where the square slides. */
    private static byte[] shapes(Picture picture) {
        return Arrays.copyOfRange(picture.y, picture.stride * 250, picture.stride * 310);
    }
}
