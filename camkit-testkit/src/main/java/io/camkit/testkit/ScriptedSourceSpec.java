package io.camkit.testkit;

import io.camkit.CamkitException;
import io.camkit.SourceSpec;
import io.camkit.Track;
import io.camkit.spi.Source;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * A fake camera that does what its script says, good or bad, on the clock of its context.
 *
 * <pre>{@code
 * var door = ScriptedSourceSpec.h264().frames(50).stall().nextAttempt().frames(1000);
 * }</pre>
 *
 * <p>A frame comes every 40 ms, the first one 40 ms after the start, a key frame every {@link #gop} frames. A script that comes to its end
 * stays connected and silent. The last attempt's script serves all later ones.
 *
 * <p><b>Threading.</b> The script is written by one thread before the first attempt; the counters may be read by any.
 */
public final class ScriptedSourceSpec implements SourceSpec {
    private final Supplier<Track> tracks;
    private final List<List<Step>> attempts = new ArrayList<>(List.of(new ArrayList<>()));
    private final AtomicInteger opened = new AtomicInteger();
    private final AtomicInteger stopped = new AtomicInteger();
    private final AtomicInteger keyFrameRequests = new AtomicInteger();
    private int gop = Frames.FRAME_RATE;
    private boolean keyFrames;

    private ScriptedSourceSpec(Supplier<Track> tracks) {
        this.tracks = tracks;
    }

    /** A camera of H.264, 1280x720. */
    public static ScriptedSourceSpec h264() {
        return new ScriptedSourceSpec(Frames::h264);
    }

    /** A camera of JPEGs, 16x16. */
    public static ScriptedSourceSpec jpeg() {
        return new ScriptedSourceSpec(Frames::jpeg);
    }

    /** A camera whose every attempt, and every change of track, begins a lane from {@code tracks}. */
    public static ScriptedSourceSpec of(Supplier<Track> tracks) {
        return new ScriptedSourceSpec(tracks);
    }

    /** A key frame every so many frames; 25 unless said otherwise. */
    public ScriptedSourceSpec gop(int frames) {
        gop = frames;
        return this;
    }

    /** The camera can be asked for a key frame, which is then the next one it sends. */
    public ScriptedSourceSpec answersKeyFrameRequests() {
        keyFrames = true;
        return this;
    }

    /** The next {@code count} frames. */
    public ScriptedSourceSpec frames(int count) {
        return then(new Step.Emit(count));
    }

    /** Connected and silent for so long, then on. */
    public ScriptedSourceSpec pause(Duration silence) {
        return then(new Step.Pause(silence));
    }

    /** Connected and silent until it is stopped. */
    public ScriptedSourceSpec stall() {
        return then(new Step.Stall());
    }

    /** A new track from here on, beginning with a key frame. */
    public ScriptedSourceSpec changeTrack() {
        return then(new Step.ChangeTrack());
    }

    /** Loses its connection: {@code CK-2403}, which may be tried again. */
    public ScriptedSourceSpec ends() {
        return ends(connectionLost());
    }

    /** Ends with {@code why}. */
    public ScriptedSourceSpec ends(CamkitException why) {
        return then(new Step.End(why));
    }

    /** Breaks the contract: says twice that it ended. */
    public ScriptedSourceSpec endsTwice() {
        return ends().ends();
    }

    /** Breaks the contract: says that it ended and goes on for {@code frames}. */
    public ScriptedSourceSpec endsAndGoesOn(int frames) {
        return ends().frames(frames);
    }

    /** Breaks the contract: this attempt goes on whatever {@code stop} says, and never ends by itself. */
    public ScriptedSourceSpec ignoresStop() {
        return then(new Step.IgnoreStop());
    }

    /** {@code start} throws {@code what} instead of beginning this attempt. */
    public ScriptedSourceSpec throwsInStart(RuntimeException what) {
        return then(new Step.Throw(what));
    }

    /** What follows is what the next attempt does. */
    public ScriptedSourceSpec nextAttempt() {
        attempts.add(new ArrayList<>());
        return this;
    }

    private ScriptedSourceSpec then(Step step) {
        attempts.get(attempts.size() - 1).add(step);
        return this;
    }

    /** Attempts so far. */
    public int attempts() {
        return opened.get();
    }

    /** Attempts that were told to stop, each counted once. */
    public int stopped() {
        return stopped.get();
    }

    /** Key frames asked for so far. */
    public int keyFrameRequests() {
        return keyFrameRequests.get();
    }

    @Override
    public String describe() {
        return "scripted:camera";
    }

    @Override
    public Source open() {
        int attempt = opened.getAndIncrement();
        return new ScriptedSource(this, List.copyOf(attempts.get(Math.min(attempt, attempts.size() - 1))));
    }

    static CamkitException connectionLost() {
        return new CamkitException(
                "CK-2403",
                "the connection broke",
                "camera.invalid",
                "check the camera's network",
                CamkitException.Retry.RETRY);
    }

    Track track() {
        return tracks.get();
    }

    int gop() {
        return gop;
    }

    boolean answersKeyFrames() {
        return keyFrames;
    }

    void onStop() {
        stopped.incrementAndGet();
    }

    void onKeyFrameRequest() {
        keyFrameRequests.incrementAndGet();
    }

    /** One thing that a scripted camera does. */
    sealed interface Step {
        record Emit(int count) implements Step {}

        record Pause(Duration silence) implements Step {}

        record Stall() implements Step {}

        record ChangeTrack() implements Step {}

        record End(CamkitException why) implements Step {}

        record IgnoreStop() implements Step {}

        record Throw(RuntimeException what) implements Step {}
    }
}
