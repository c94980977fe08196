package io.camkit.source.picamera;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.camkit.CamkitException;
import io.camkit.Codec;
import io.camkit.spi.SourceAddress;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PiCameraTest {
    private static final List<String> USUAL = List.of(
            "--camera=0",
            "--timeout=0",
            "--nopreview",
            "--flush",
            "--width=640",
            "--height=480",
            "--framerate=30",
            "--codec=h264",
            "--bitrate=1843200",
            "--intra=30",
            "--inline",
            "--output=-");

    @TempDir
    Path folder;

    @Test
    void withoutMoreItSendsVgaAtThirtyFrames() {
        assertEquals(USUAL, PiCamera.number(0).options());
        assertEquals(USUAL, parse("picamera:0").options());
    }

    @Test
    void everyOptionReachesTheToolUnderItsName() {
        PiCamera camera = PiCamera.number(1)
                .size(1280, 720)
                .frameRate(25)
                .bitrate(3_000_000)
                .keyFrameEvery(50)
                .rotation(180)
                .exposure(Exposure.SPORT)
                .whiteBalance(WhiteBalance.CLOUDY)
                .brightness(-0.25)
                .contrast(1.5);

        assertEquals(
                List.of(
                        "--camera=1",
                        "--timeout=0",
                        "--nopreview",
                        "--flush",
                        "--width=1280",
                        "--height=720",
                        "--framerate=25",
                        "--codec=h264",
                        "--bitrate=3000000",
                        "--intra=50",
                        "--rotation=180",
                        "--exposure=sport",
                        "--awb=cloudy",
                        "--brightness=-0.25",
                        "--contrast=1.5",
                        "--inline",
                        "--output=-"),
                camera.options());
    }

    @Test
    void theTextFormSaysTheSame() {
        String text =
                "picamera:1?width=1280&height=720&fps=25&bitrate=3000000&gop=50&rotation=180&exposure=long&awb=indoor"
                        + "&brightness=0.1&contrast=2";
        PiCamera built = PiCamera.number(1)
                .size(1280, 720)
                .frameRate(25)
                .bitrate(3_000_000)
                .keyFrameEvery(50)
                .rotation(180)
                .exposure(Exposure.LONG)
                .whiteBalance(WhiteBalance.INDOOR)
                .brightness(0.1)
                .contrast(2);

        assertEquals(built.options(), parse(text).options());
        assertEquals(text, parse(text).describe());
        assertEquals(parse(text).options(), parse(built.describe()).options());
    }

    @Test
    void mjpegHasNoBitrateAndNoKeyFrames() {
        assertEquals(
                List.of(
                        "--camera=0",
                        "--timeout=0",
                        "--nopreview",
                        "--flush",
                        "--width=640",
                        "--height=480",
                        "--framerate=30",
                        "--codec=mjpeg",
                        "--output=-"),
                parse("picamera:0?codec=mjpeg").options());
        assertRefused("CK-2514", () -> parse("picamera:0?codec=mjpeg&gop=30"));
        assertRefused("CK-2514", () -> PiCamera.number(0).bitrate(1_000_000).codec(Codec.JPEG));
    }

    @Test
    void h264IsRefusedAboveFullHd() {
        assertRefused("CK-2514", () -> PiCamera.number(0).size(2304, 1296));
        assertRefused("CK-2514", () -> parse("picamera:0?height=1296"));
        assertTrue(
                parse("picamera:0?width=2304&height=1296&codec=mjpeg").options().contains("--width=2304"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"picamera:", "picamera:a", "picamera:10", "picamera:-1", "picamera:0/x", "picamera:%30"})
    void whatIsNoCameraNumberIsRefused(String address) {
        CamkitException refusal = assertThrows(CamkitException.class, () -> parse(address));

        assertTrue(List.of("CK-2511", "CK-1202").contains(refusal.code()), refusal::getMessage);
    }

    @Test
    void whatIsNoOptionIsRefused() {
        assertRefused("CK-2512", () -> parse("picamera:0?output=/etc/passwd"));
        assertRefused("CK-2512", () -> parse("picamera:0?intra=3"));
        assertRefused("CK-2512", () -> parse("picamera:0?WIDTH=640"));
        assertRefused("CK-2512", () -> parse("picamera:0#program=/bin/sh"));
        assertRefused("CK-2511", () -> PiCamera.number(10));
        assertRefused("CK-2513", () -> PiCamera.number(0).size(640, 481));
        assertRefused("CK-2513", () -> PiCamera.number(0).codec(Codec.H265));
        assertRefused("CK-2513", () -> PiCamera.number(0).brightness(Double.NaN));
        assertRefused("CK-2513", () -> PiCamera.number(0).contrast(1e300));
    }

    @Test
    void twoHundredHostileValuesChangeNoArgument() {
        List<String> hostile = new ArrayList<>();
        for (String text : List.of(
                "",
                " ",
                "640 ",
                " 640",
                "+640",
                "-640",
                "0640.0",
                "640;id",
                "640\n--output=/tmp/x",
                "640\0",
                "--output=/tmp/x",
                "-o/tmp/x",
                "$(id)",
                "`id`",
                "|id",
                "&id",
                "../../etc/passwd",
                "٦٤٠",
                "６４０",
                "1e3",
                "0x280",
                "NaN",
                "Infinity",
                "1d",
                "99999999999999999999",
                "1".repeat(10_000),
                "AUTO",
                "auto,custom",
                "h264 ",
                "H264",
                "libav",
                "yuv420",
                "180\r",
                "90",
                "1.5.2",
                ".5",
                "5.",
                "--5",
                "1,5",
                "custom",
                "@/etc/passwd",
                "%s%n",
                "'",
                "\"",
                "\\",
                "\u2028")) {
            hostile.add(text);
        }
        int refused = 0;
        for (Option option : Option.values()) {
            for (String value : hostile) {
                String encoded =
                        URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20");
                try {
                    PiCamera camera = parse("picamera:0?" + option.text() + "=" + encoded);
                    for (String argument : camera.options()) {
                        assertTrue(argument.matches("--[a-z]+(=-?[a-z0-9.]{1,12}|=-)?"), argument);
                    }
                    assertEquals(value, camera.describe().replaceAll("^[^=]*=", ""), "only what is meant is taken");
                } catch (CamkitException e) {
                    assertEquals("CK-2513", e.code(), e::getMessage);
                    refused++;
                }
            }
        }
        assertTrue(refused > 200, "refused: " + refused);
        assertEquals(USUAL, PiCamera.number(0).options());
    }

    @Test
    void aPi5IsToldToEncodeInSoftware() throws Exception {
        Path tree = Files.createDirectories(folder.resolve("proc/device-tree"));
        Files.writeString(tree.resolve("compatible"), "raspberrypi,5-model-b\0brcm,bcm2712\0");
        PiCamera camera = PiCamera.number(0).program(Path.of("/usr/bin/rpicam-vid"));

        List<String> arguments =
                camera.rpicam(new Machine(folder)).video(camera).arguments();

        assertEquals(USUAL, arguments.subList(0, USUAL.size()));
        assertEquals(
                List.of("--libav-format=h264", "--low-latency", "--profile=baseline"),
                arguments.subList(USUAL.size(), arguments.size()));
        assertEquals(
                USUAL,
                camera.rpicam(new Machine(folder.resolve("other")))
                        .video(camera)
                        .arguments());
    }

    @Test
    void theNewToolIsPreferredWhereverItIs() throws Exception {
        Path old = program("a/libcamera-vid");
        Path now = program("b/rpicam-vid");
        PiFaults faults = PiCamera.number(0).faults();
        Machine machine = new Machine(folder);

        assertEquals(
                now,
                Rpicam.locate(old.getParent() + "::" + now.getParent(), machine, faults)
                        .program());
        assertEquals(
                old,
                Rpicam.locate(old.getParent() + ":/nowhere", machine, faults).program());
    }

    private Path program(String name) throws Exception {
        Path file = folder.resolve(name);
        Files.createDirectories(folder.resolve(name).resolveSibling(""));
        Files.writeString(file, "");
        assertTrue(file.toFile().setExecutable(true));
        return file;
    }

    @Test
    void aCameraNamesItsOptionsInItsDescription() {
        assertEquals("picamera:0", PiCamera.number(0).describe());
        assertEquals(
                "picamera:0?codec=mjpeg", PiCamera.number(0).codec(Codec.JPEG).toString());
        assertFalse(PiCamera.number(0)
                .program(Path.of("/opt/x/rpicam-vid"))
                .describe()
                .contains("opt"));
    }

    private static void assertRefused(String code, Supplier<PiCamera> making) {
        assertEquals(code, assertThrows(CamkitException.class, making::get).code());
    }

    private static PiCamera parse(String address) {
        return (PiCamera) new PiCameraProvider().parse(SourceAddress.parse(address, Optional.empty()));
    }
}
