package io.camkit.server;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.camkit.server.browser.ServerProcess;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A server on a platform for which nobody added FFmpeg. */
@Timeout(60)
class WithoutNativesTest {
    private static final String CAMERAS = """
            cameras:
              - {id: video, source: "test:clock?codec=h264&width=640&height=360"}
              - {id: pictures, source: "test:clock?codec=jpeg&width=320&height=240&fps=10"}
            """;

    @TempDir
    Path folder;

    @Test
    void whatCamerasSendIsShownAndTheRestNamesWhatToAdd() {
        try (ServerProcess server = ServerProcess.startWithout("bytedeco", folder, CAMERAS)) {
            server.awaitLog("camera video: frames");
            server.awaitLog("camera pictures: frames");

            String refusal = server.get("/cameras/video/snapshot.jpg");

            assertTrue(refusal.contains("\"status\":409,\"code\":\"CK-4001\""), refusal);
            assertTrue(refusal.contains("add org.bytedeco:ffmpeg:"), refusal);
            assertTrue(refusal.contains("org.bytedeco:javacpp:"), refusal);
            assertTrue(server.get("/cameras/pictures/snapshot.jpg").contains("JFIF"), "a JPEG");
            assertTrue(server.get("/health").contains("\"running\":2"), "both run on");
        }
    }
}
