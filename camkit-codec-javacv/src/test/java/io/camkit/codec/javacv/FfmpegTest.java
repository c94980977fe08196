package io.camkit.codec.javacv;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.camkit.CamkitException;
import io.camkit.Codec;
import io.camkit.Credentials;
import io.camkit.net.Resolver;
import io.camkit.spi.SourceAddress;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FfmpegTest {
    private static final Resolver CAMERA = host -> List.of(InetAddress.getByAddress(host, new byte[] {10, 0, 0, 7}));

    @TempDir
    private Path root;

    private static Ffmpeg parsed(String address) {
        return (Ffmpeg) new FfmpegProvider().parse(SourceAddress.parse(address, Optional.empty()));
    }

    private InputOrder order(Ffmpeg input) {
        return new Ordering(input).order(CAMERA, new VideoDevices(root));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "rtmp://10.0.0.7/live/door",
                "rtmps://cdn.example/live/door#trust=any",
                "srt://10.0.0.7:9000?streamid=door&latency=200000",
                "https://cdn.example/door/index.m3u8?a=b",
                "rtsp://[2001:db8::7]:8554/stream#transport=udp",
                "v4l2:/dev/video0#size=1280x720&fps=30&codec=h264",
                "v4l2:HD%20Webcam%20C270",
                "file:///srv/door.mp4#isolation=inline"
            })
    void textAndBuilderMeanTheSame(String address) {
        assertEquals(
                "ffmpeg:" + Ffmpeg.input(address).address(),
                parsed("ffmpeg:" + address).describe());
    }

    @Test
    void aPathAloneIsAFile() {
        assertEquals(InputKind.FILE, parsed("ffmpeg:/srv/door.mp4").kind());
    }

    @Test
    void everyChoiceOfTheBuilderIsAnOption() {
        assertEquals(
                "ffmpeg:v4l2:/dev/video0#size=1280x720&fps=30&codec=h264&isolation=inline",
                Ffmpeg.input("v4l2:/dev/video0")
                        .size(1280, 720)
                        .frameRate(30)
                        .codec(Codec.H264)
                        .isolation(Isolation.INLINE)
                        .describe());
        assertTrue(Ffmpeg.input("rtsp://cam/a").overUdp().describe().endsWith("#transport=udp"));
        assertTrue(Ffmpeg.input("https://cam/a").trustAny().describe().endsWith("#trust=any"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "gopher://10.0.0.7/a",
                "concat:a|b",
                "subfile:,,start,0,end,0,,:/etc/passwd",
                "pipe:0",
                "srt://10.0.0.7",
                "file://elsewhere/a.mp4",
                "file:a.mp4",
                "a.mp4",
                "clips/a.mp4",
                "/srv/a.mp4?x=y",
                "rtmp:/live",
                "v4l2:"
            })
    void otherAddressesAreRefused(String address) {
        CamkitException refusal = assertThrows(CamkitException.class, () -> Ffmpeg.input(address));

        assertEquals("CK-4110", refusal.code());
        assertEquals(CamkitException.Retry.GIVE_UP, refusal.retry());
    }

    @Test
    void aRelativePathIsToldWhatAnAddressIs() {
        CamkitException refusal = assertThrows(CamkitException.class, () -> parsed("ffmpeg:a.mp4"));

        assertEquals("CK-4110", refusal.code());
        assertTrue(refusal.mend().contains("the path of a file from the root"), refusal::mend);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "rtmp://10.0.0.7/a/b#transport=udp",
                "rtsp://10.0.0.7/a#transport=quic",
                "v4l2:/dev/video0#size=big",
                "v4l2:/dev/video0#fps=0",
                "v4l2:/dev/video0#codec=h265",
                "http://10.0.0.7/a#trust=any",
                "/srv/a.mp4#isolation=none",
                "/srv/a.mp4#protocol_whitelist=all",
                "srt://10.0.0.7:9000?mode=listener",
                "srt://10.0.0.7:9000?mode=listener&mode=caller",
                "srt://10.0.0.7:9000?localport=22"
            })
    void otherOptionsAreRefused(String address) {
        assertEquals(
                "CK-4111",
                assertThrows(CamkitException.class, () -> Ffmpeg.input(address)).code());
    }

    @Test
    void whatConnectsNowhereElseGetsTheCheckedAddress() {
        InputOrder order = order(Ffmpeg.input("rtmp://cam.example/live/site/door"));

        assertEquals("rtmp://10.0.0.7/live/site/door", order.url());
        assertEquals("rtmp://cam.example:1935/live/site", order.options().get("rtmp_tcurl"));
        assertEquals("rtmp,tcp", order.options().get("protocol_whitelist"));
        assertEquals(
                "srt://10.0.0.7:9000?streamid=a",
                order(Ffmpeg.input("srt://cam:9000?streamid=a")).url());
    }

    @Test
    void aPlaylistOverTlsStaysThereAndIsVerified() {
        InputOrder order = order(Ffmpeg.input("https://cdn.example/a.m3u8"));

        assertEquals("https,tls,tcp,crypto", order.options().get("protocol_whitelist"));
        assertEquals("1", order.options().get("tls_verify"));
        assertTrue(order.paced());
        assertFalse(order.loops());
    }

    @Test
    void aPasswordIsInTheOrderAndNowhereElse() {
        Ffmpeg input = Ffmpeg.input("rtsp://cam/a").credentials("viewer", "s3c:@/ ret");
        InputOrder order = order(input);

        assertEquals("rtsp://viewer:s3c%3A%40%2F%20ret@cam/a", order.url());
        for (String shown : List.of(input.describe(), input.toString(), order.toString())) {
            assertFalse(shown.contains("s3c"), shown);
        }
        assertFalse(parsed("ffmpeg:rtmp://viewer:s3cret@cam/a").describe().contains("s3cret"));
        assertEquals(
                Optional.of(Credentials.of("viewer", "s3cret")),
                parsed("ffmpeg:rtmp://viewer:s3cret@cam/a").address().credentials());
    }

    @Test
    void anOrderSurvivesTheWayToTheChild() {
        InputOrder order = order(Ffmpeg.input("rtsp://cam/ä?b=c").credentials("viewer", "geheim"));

        assertEquals(order, InputOrder.of(order.head()));
    }

    @Test
    void aFileThatIsNotThereIsSaidBeforeFfmpegIsAsked() {
        assertEquals(
                "CK-4112",
                assertThrows(
                                CamkitException.class,
                                () -> order(
                                        Ffmpeg.input(root.resolve("none.mp4").toString())))
                        .code());
        assertEquals(
                "CK-4112",
                assertThrows(CamkitException.class, () -> order(Ffmpeg.input(root.toString())))
                        .code());
    }

    @Test
    void aNameThatNoFileCanHaveIsNoFile() {
        assertEquals(
                "CK-4112",
                assertThrows(CamkitException.class, () -> order(Ffmpeg.input("/srv/a%00.mp4")))
                        .code());
    }

    @Test
    void aPathLeadsToCamerasAndToNoOtherDevices() throws IOException {
        plugIn("video0", "HD Webcam C270", "0");
        Files.writeString(root.resolve("dev/watchdog"), "");
        Files.createDirectories(root.resolve("dev/v4l"));
        Files.createSymbolicLink(root.resolve("dev/v4l/front"), Path.of("../video0"));

        assertEquals("/dev/video0", order(Ffmpeg.input("v4l2:/dev/v4l/front")).url());
        for (String other : List.of(
                "/dev/watchdog", "/dev/../dev/watchdog", "/dev/video1", "/dev/a%00", "/dev/" + "../".repeat(40))) {
            assertEquals(
                    "CK-4121",
                    assertThrows(CamkitException.class, () -> order(Ffmpeg.input("v4l2:" + other)))
                            .code());
        }
    }

    @Test
    void aCameraIsFoundByItsName() throws IOException {
        plugIn("video0", "HD Webcam C270", "0");

        InputOrder order = order(Ffmpeg.input("v4l2:hd%20webcam%20c270").size(1280, 720));

        assertEquals("/dev/video0", order.url());
        assertEquals("video4linux2", order.format());
        assertEquals("mjpeg", order.options().get("input_format"));
        assertEquals("1280x720", order.options().get("video_size"));
        assertEquals("", order.options().get("protocol_whitelist"));
    }

    @Test
    void anUnknownNameNamesTheCamerasThatThereAre() throws IOException {
        plugIn("video2", "USB Camera: Front", "0");
        plugIn("video0", "HD Webcam C270", "0");
        plugIn("video1", "HD Webcam C270", "1");

        CamkitException unknown = assertThrows(CamkitException.class, () -> order(Ffmpeg.input("v4l2:none")));

        assertEquals("CK-4121", unknown.code());
        assertTrue(
                unknown.mend().endsWith("ffmpeg:v4l2:HD%20Webcam%20C270, ffmpeg:v4l2:USB%20Camera%3A%20Front"),
                unknown::mend);
    }

    @Test
    void everyCameraThatIsNamedCanBeWrittenSo() throws IOException {
        plugIn("video0", "Kamera \"Größe\" #1 50% ?", "0");
        Ffmpeg.Camera camera = new VideoDevices(root).list().get(0);

        assertEquals("/dev/video0", order(parsed(camera.address())).url());
    }

    private void plugIn(String node, String name, String index) throws IOException {
        Path folder =
                Files.createDirectories(root.resolve("sys/class/video4linux").resolve(node));
        Files.writeString(folder.resolve("name"), name + "\n");
        Files.writeString(folder.resolve("index"), index + "\n");
        Files.createDirectories(root.resolve("dev"));
        Files.writeString(root.resolve("dev").resolve(node), "");
    }
}
