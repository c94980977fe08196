package io.camkit.source.picamera;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.camkit.CamKit;
import io.camkit.Event;
import io.camkit.State;
import io.camkit.testkit.FrameLeaks;
import io.camkit.testkit.TestKits;
import io.camkit.testkit.peers.FakeRpicam;
import io.camkit.testkit.peers.FakeRpicam.Behaviour;
import io.camkit.testkit.peers.Ffmpeg;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class PiInAKitTest {
    @RegisterExtension
    final FrameLeaks leaks = FrameLeaks.check();

    @TempDir
    Path folder;

    private final BlockingQueue<Event> events = new LinkedBlockingQueue<>();

    @Test
    void aProgramThatDiedIsStartedAgainAndNoneIsLeft() throws Exception {
        try (FakeRpicam tool = FakeRpicam.playing(Ffmpeg.h264(folder.resolve("clip.h264"), 320, 240, 30, 10, 30))) {
            try (CamKit kit = CamKit.create(TestKits.real(leaks))) {
                kit.events().listen(Runnable::run, events::add);
                kit.camera("pi")
                        .from(PiCamera.number(0).program(tool.program()))
                        .start();
                await(State.RUNNING);

                tool.behave(Behaviour.TRUNCATES);
                assertEquals(
                        "CK-2534",
                        Objects.requireNonNull(await(State.BACKING_OFF).cause()).code());
                tool.behave(Behaviour.WORKS);
                await(State.RUNNING);
            }
            assertTrue(tool.runs().size() >= 2, () -> "starts: " + tool.runs());
            tool.runs().forEach(run -> assertFalse(run.alive(), run::toString));
        }
    }

    private Event.StateChanged await(State state) throws InterruptedException {
        for (; ; ) {
            Event event = events.poll(20, TimeUnit.SECONDS);
            if (event == null) {
                throw new AssertionError("never became " + state);
            }
            if (event instanceof Event.StateChanged change && change.to() == state) {
                return change;
            }
        }
    }

    @Test
    void theAddressIsKnownToTheKit() {
        try (CamKit kit = CamKit.create(TestKits.real(leaks))) {
            assertEquals(
                    "picamera:0?width=1280&height=720",
                    kit.source("picamera:0?height=720&width=1280", Optional.empty())
                            .describe());
        }
    }

    @Test
    void theToolSeesNoSecretOfTheEnvironment() throws Exception {
        try (FakeRpicam tool = FakeRpicam.playing(Ffmpeg.h264(folder.resolve("clip.h264"), 320, 240, 30, 10, 30));
                CamKit kit = CamKit.create(TestKits.real(leaks))) {
            kit.events().listen(Runnable::run, events::add);
            kit.camera("pi").from(PiCamera.number(0).program(tool.program())).start();
            await(State.RUNNING);

            Set<String> names = new TreeSet<>(tool.lastRun().orElseThrow().environment());
            names.removeIf(name -> name.startsWith("LIBCAMERA_"));
            names.removeAll(Set.of(
                    "PATH", "HOME", "LANG", "LC_ALL", "LC_CTYPE", "TMPDIR", "XDG_RUNTIME_DIR", "LD_LIBRARY_PATH"));
            assertEquals(Set.of(), names);
        }
    }
}
