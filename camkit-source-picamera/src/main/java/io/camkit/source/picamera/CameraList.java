package io.camkit.source.picamera;

import io.camkit.Clock;
import io.camkit.process.ChildProcess;
import io.camkit.process.Patience;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The tool's answer to {@code --list-cameras}. */
final class CameraList {
    private static final int MAX_BYTES = 64 << 10;
    private static final int MAX_CAMERAS = 10;
    private static final Patience PATIENCE = new Patience(Duration.ofSeconds(10), Duration.ofSeconds(10));

    /** {@code 0 : imx219 [3280x2464 10-bit RGGB] (/base/soc/i2c0mux/i2c@1/imx219@10)}; the modes stand in lines of their own. */
    private static final Pattern CAMERA =
            Pattern.compile("(?m)^(\\d) : (\\S.{0,60}?) \\[(?:(\\d{1,5})x(\\d{1,5}))?[^]\\n]{0,60}] \\(");

    private CameraList() {}

    static List<PiCamera.Found> ask(Rpicam rpicam, PiCamera camera, Clock clock) {
        byte[] answer = new byte[MAX_BYTES];
        int length = 0;
        ChildProcess child = ChildProcess.start(rpicam.list(), PATIENCE, clock);
        try {
            for (int read = 0; read >= 0 && length < MAX_BYTES; length += Math.max(0, read)) {
                read = child.read(answer, length, MAX_BYTES - length);
            }
        } finally {
            child.close();
        }
        boolean failed = child.overdue() || child.exitStatus().orElse(-1) != 0;
        if (failed) {
            throw new Diagnosis(camera, rpicam.machine()).of(child);
        }
        return read(new String(answer, 0, length, StandardCharsets.UTF_8));
    }

    static List<PiCamera.Found> read(String answer) {
        List<PiCamera.Found> found = new ArrayList<>();
        Matcher camera = CAMERA.matcher(answer);
        while (camera.find() && found.size() < MAX_CAMERAS) {
            found.add(new PiCamera.Found(
                    Integer.parseInt(camera.group(1)),
                    camera.group(2),
                    camera.group(3) == null ? 0 : Integer.parseInt(camera.group(3)),
                    camera.group(4) == null ? 0 : Integer.parseInt(camera.group(4))));
        }
        return List.copyOf(found);
    }
}
