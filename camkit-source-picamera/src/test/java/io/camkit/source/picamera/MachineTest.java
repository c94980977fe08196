package io.camkit.source.picamera;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MachineTest {
    @TempDir
    Path root;

    @Test
    void aMachineWithoutTheseFilesIsNoPi() {
        Machine machine = new Machine(root);

        assertFalse(machine.isRaspberryPi());
        assertFalse(machine.encodesInSoftware());
        assertEquals(Optional.empty(), machine.configurationWithoutCamera());
        assertEquals(Optional.empty(), machine.lockedDevice());
    }

    @Test
    void aPiIsKnownByItsDeviceTree() throws Exception {
        write("proc/device-tree/model", "Raspberry Pi 3 Model B Plus Rev 1.3\0");

        assertTrue(new Machine(root).isRaspberryPi());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"camera_auto_detect=1", "dtoverlay=imx219", "dtoverlay=ov5647,cam0", "dtoverlay=arducam-64mp"})
    void aConfigurationThatNamesACameraIsFine(String line) throws Exception {
        write("boot/firmware/config.txt", "# Pi\n[all]\n" + line + "\narm_64bit=1\n");

        assertEquals(Optional.empty(), new Machine(root).configurationWithoutCamera());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"camera_auto_detect=0", "#camera_auto_detect=1", "dtoverlay=vc4-kms-v3d", "#dtoverlay=imx219"})
    void aConfigurationWithoutCameraIsNamed(String line) throws Exception {
        write("boot/config.txt", line + "\n");

        assertEquals(Optional.of("/boot/config.txt"), new Machine(root).configurationWithoutCamera());
    }

    @Test
    void noCameraMeansWhatTheMachineExplains() throws Exception {
        List<String> said = List.of("ERROR: *** no cameras available ***");
        assertEquals("CK-2525", codeFor(said));

        write("boot/firmware/config.txt", "camera_auto_detect=0\n");

        assertEquals("CK-2524", codeFor(said));
    }

    private String codeFor(List<String> said) {
        return new Diagnosis(PiCamera.number(0), new Machine(root))
                .recognised(said)
                .orElseThrow()
                .code();
    }

    private void write(String file, String text) throws Exception {
        Path path = root.resolve(file);
        Files.createDirectories(path.resolveSibling(""));
        Files.writeString(path, text);
    }
}
