package io.camkit.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.camkit.Camera;
import io.camkit.CamkitException;
import io.camkit.Codec;
import io.camkit.Frame;
import io.camkit.Want;
import io.camkit.testkit.FrameLeaks;
import io.camkit.testkit.Frames;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class SnapshotTest {
    private static final Duration DEADLINE = Duration.ofSeconds(2);

    @RegisterExtension
    @Order(1)
    final FrameLeaks leaks = FrameLeaks.check();

    @RegisterExtension
    final ManualKit manual = new ManualKit(leaks);

    private final HandSource source = new HandSource();

    private CompletableFuture<Frame> ask(Camera camera, Codec codec) {
        var picture = camera.snapshot(Want.of(codec), DEADLINE).toCompletableFuture();
        manual.clock.runPending();
        return picture;
    }

    private static String refusal(CompletableFuture<Frame> picture) {
        var failure = assertThrows(ExecutionException.class, picture::get);
        return assertInstanceOf(CamkitException.class, failure.getCause()).code();
    }

    @Test
    void theNewestJpegIsThereAtOnce() throws Exception {
        Camera camera = manual.start(source);
        Frames lane = source.lane(Frames.jpeg());
        source.emit(lane.key(0));
        source.emit(lane.key(1));

        Frame picture = ask(camera, Codec.JPEG).get();

        assertEquals(1, RecordingReader.number(picture));
        picture.release();
        assertEquals(0, manual.main().subscribers());
    }

    @Test
    void beforeTheFirstFrameItIsTheFirstFrame() throws Exception {
        Camera camera = manual.start(source);
        var picture = ask(camera, Codec.JPEG);
        assertFalse(picture.isDone());
        source.emit(source.lane(Frames.jpeg()).key(3));
        manual.advance(Duration.ofMillis(200));

        assertEquals(3, RecordingReader.number(picture.get()));
        picture.get().release();
    }

    @Test
    void whenNothingComesItIsRefusedAtTheDeadline() {
        Camera camera = manual.start(source);
        var picture = ask(camera, Codec.JPEG);

        manual.advance(DEADLINE);

        assertEquals("CK-1107", refusal(picture));
    }

    @Test
    void whatNobodyCanMakeIsRefusedAtOnce() {
        Camera camera = manual.start(source);
        source.emit(source.lane(Frames.h264()).key(0));

        assertEquals("CK-1102", refusal(ask(camera, Codec.JPEG)));
    }

    @Test
    void aCameraThatIsClosedMeanwhileRefuses() {
        Camera camera = manual.start(source);
        var picture = ask(camera, Codec.H264);
        manual.whileWorking(camera::close);
        manual.advance(Duration.ofMillis(100));

        assertEquals("CK-1108", refusal(picture));
    }

    @Test
    void aPictureThatNobodyWaitsForAnyMoreIsReleased() {
        Camera camera = manual.start(source);
        var picture = ask(camera, Codec.JPEG);
        picture.cancel(false);
        source.emit(source.lane(Frames.jpeg()).key(0));
        manual.advance(DEADLINE);

        assertEquals(1, leaks.live());
        assertEquals(0, manual.main().subscribers());
    }

    @Test
    void whoWaitsForAPictureWhenTheKitIsClosedIsRefusedAtOnce() {
        Camera camera = manual.start(source);
        var picture = ask(camera, Codec.H264);

        manual.whileWorking(manual.kit::close);

        assertEquals("CK-1108", refusal(picture));
    }
}
