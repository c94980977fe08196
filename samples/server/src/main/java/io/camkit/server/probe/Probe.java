package io.camkit.server.probe;

import io.camkit.CamKit;
import io.camkit.CamkitException;
import io.camkit.Clock;
import io.camkit.Codec;
import io.camkit.Frame;
import io.camkit.FrameHeader;
import io.camkit.KitOptions;
import io.camkit.SourceSpec;
import io.camkit.Track;
import io.camkit.source.esp32.Esp32;
import io.camkit.spi.Nullable;
import io.camkit.spi.SourceContext;
import io.camkit.spi.Step;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Tests the connection to one source, step by step: in a kit of its own, so that nobody sees it but who asked, and in bounded time.
 *
 * <p><b>Threading.</b> One thread, which waits.
 */
public final class Probe {
    static final String RESOLVE = "resolve";
    static final String CONNECT = "connect";
    static final String LOG_IN = "log in";
    static final String DESCRIBE = "describe";
    static final String KEY_FRAME = "first key frame";
    static final String PLAYABLE = "browser-playable";
    static final String MEASURED = "measured";

    /** All steps, in their order. */
    public static final List<String> STEPS = List.of(RESOLVE, CONNECT, LOG_IN, DESCRIBE, KEY_FRAME, PLAYABLE, MEASURED);

    private static final Map<Step, String> NAMES =
            Map.of(Step.RESOLVED, RESOLVE, Step.CONNECTED, CONNECT, Step.LOGGED_IN, LOG_IN, Step.DESCRIBED, DESCRIBE);

    private static final Duration WATCHED = Duration.ofSeconds(2);
    private static final int GROUPS = 2;
    private static final long RING_BYTES = 16L << 20;

    /** Something that the source did, and when. */
    private sealed interface Sign {
        long nanos();

        record Begun(long nanos) implements Sign {}

        record Reached(long nanos, Step step) implements Sign {}

        record Received(long nanos, FrameHeader header, int size) implements Sign {}

        record Ended(long nanos, CamkitException why) implements Sign {}
    }

    private final boolean file;
    private final Clock clock;
    private final Duration patience;
    private final Consumer<Finding> told;
    private final BlockingQueue<Sign> signs = new LinkedBlockingQueue<>();
    private final Deque<String> ahead = new ArrayDeque<>(STEPS);
    private final Measured measured = new Measured();
    private volatile String transport = "";
    /** Pictures came that need one which did not. */
    private volatile boolean undecodable;

    private long last;
    private Finding.State worst = Finding.State.OK;

    private Probe(boolean file, Clock clock, Duration patience, Consumer<Finding> told) {
        this.file = file;
        this.clock = clock;
        this.patience = patience;
        this.told = told;
        this.last = clock.nanos();
    }

    /**
     * Runs a test.
     *
     * @param onNetwork whether the source is at a host, which is found, connected to and logged in at
     * @param patience until the first picture; the whole takes two seconds more at most
     * @param told hears of each step as it is done
     * @return how the whole went: FAILED if one step did
     */
    public static Finding.State run(SourceSpec source, boolean onNetwork, Duration patience, Consumer<Finding> told)
            throws InterruptedException {
        if (source instanceof Esp32) {
            told.accept(Finding.failed(CONNECT, 0, callsByItself()));
            return Finding.State.FAILED;
        }
        try (CamKit kit = CamKit.create(KitOptions.standard().withRingBytes(RING_BYTES, RING_BYTES))) {
            Probe probe = new Probe(isFile(source), kit.clock(), patience, told);
            kit.camera("probe")
                    .from(new WrappedSource(source, core -> probe.new Watched(core)))
                    .start();
            return probe.watch(onNetwork);
        }
    }

    /** Whether it is a file that FFmpeg opens. */
    private static boolean isFile(SourceSpec source) {
        return source.describe().startsWith("ffmpeg:file:");
    }

    private Finding.State watch(boolean onNetwork) throws InterruptedException {
        long deadline = last + patience.toNanos();
        if (!onNetwork) {
            skipTo(KEY_FRAME);
        }
        if (firstPicture(deadline)) {
            measure(last, deadline + WATCHED.toNanos());
        }
        return worst;
    }

    /** Whether it came. */
    private boolean firstPicture(long deadline) throws InterruptedException {
        for (; ; ) {
            @Nullable Sign sign = next(deadline);
            if (sign == null) {
                fail(deadline, nothingCame());
                return false;
            }
            if (sign instanceof Sign.Ended ended) {
                fail(ended.nanos(), ended.why());
                return false;
            }
            if (sign instanceof Sign.Begun begun) {
                last = begun.nanos();
            } else if (sign instanceof Sign.Reached reached) {
                reached(NAMES.getOrDefault(reached.step(), ""), reached.nanos());
            } else if (sign instanceof Sign.Received received && isShown(received)) {
                skipTo(KEY_FRAME);
                String how = transport.isEmpty() ? "" : ", " + transport;
                done(KEY_FRAME, received.nanos(), received.header().track() + how);
                return true;
            }
        }
    }

    /** Looks at what comes until enough is known. */
    private void measure(long begun, long deadline) throws InterruptedException {
        long now = begun;
        while (!isEnough(now - begun)) {
            @Nullable Sign sign = next(deadline);
            if (sign instanceof Sign.Ended ended) {
                skipTo(MEASURED);
                fail(ended.nanos(), ended.why());
                return;
            }
            if (sign == null) {
                now = deadline;
                break;
            }
            now = sign.nanos();
            if (sign instanceof Sign.Received received) {
                measured.add(received.header(), received.size());
            }
        }
        tell(Judgement.playable(measured, file));
        tell(Judgement.measured(measured, millis(now - begun), file));
    }

    private boolean isEnough(long watchedNanos) {
        Track video = measured.video();
        boolean everyFrameKey = video != null && video.codec().everyFrameKey();
        return watchedNanos >= WATCHED.toNanos() && (everyFrameKey || measured.groups() >= GROUPS);
    }

    private @Nullable Sign next(long deadline) throws InterruptedException {
        return signs.poll(deadline - clock.nanos(), TimeUnit.NANOSECONDS);
    }

    /** Whether a viewer could begin with it. */
    private boolean isShown(Sign.Received received) {
        measured.add(received.header(), received.size());
        return received.header().track().kind() == Codec.Kind.VIDEO
                && received.header().keyFrame();
    }

    /** What is wrong with a source that connects and shows nothing. */
    private CamkitException nothingCame() {
        if (measured.video() != null || undecodable) {
            return trouble(
                    "CK-6124",
                    "video comes, but no key frame within " + patience.toSeconds() + " s",
                    file
                            ? "convert the file, with a key frame every second or two"
                            : "set the camera's key frame interval (GOP, I-frame) to 1 or 2 s, and its smart codec off");
        }
        if (measured.audio() != null) {
            return trouble(
                    "CK-6123",
                    "audio only: " + measured.audio() + " comes, and no video",
                    "choose an address with video, or switch the camera's video on");
        }
        return trouble(
                "CK-6121",
                "no picture within " + patience.toSeconds() + " s",
                "check that the camera sends video; one that wakes slowly needs longer");
    }

    private static CamkitException callsByItself() {
        return trouble(
                "CK-6125",
                "the device calls by itself: there is nothing to connect to",
                "save the camera, switch the device on, and look at the camera's tile");
    }

    private static CamkitException trouble(String code, String what, String mend) {
        return new CamkitException(code, what, "", mend, CamkitException.Retry.GIVE_UP);
    }

    private void reached(String step, long nanos) {
        if (ahead.contains(step)) {
            skipTo(step);
            done(step, nanos, null);
        }
    }

    private void done(String step, long nanos, @Nullable String detail) {
        tell(Finding.ok(step, millis(nanos - last), detail));
        last = nanos;
    }

    private void fail(long nanos, CamkitException why) {
        tell(Finding.failed(ahead.getFirst(), millis(nanos - last), why));
    }

    /** Whatever lies before this step was left out by the source. */
    private void skipTo(String step) {
        while (!ahead.getFirst().equals(step)) {
            tell(Finding.skipped(ahead.getFirst()));
        }
    }

    private void tell(Finding finding) {
        ahead.removeFirst();
        if (finding.state() != Finding.State.SKIPPED && finding.state().compareTo(worst) > 0) {
            worst = finding.state();
        }
        told.accept(finding);
    }

    private static long millis(long nanos) {
        return TimeUnit.NANOSECONDS.toMillis(nanos);
    }

    /** Passes everything on, and tells of it. */
    private final class Watched extends ForwardingContext {
        Watched(SourceContext core) {
            super(core);
            signs.add(new Sign.Begun(clock.nanos()));
        }

        @Override
        public void transport(String description) {
            transport = description;
            super.transport(description);
        }

        @Override
        public void reached(Step step) {
            signs.add(new Sign.Reached(clock.nanos(), step));
            super.reached(step);
        }

        @Override
        public void emit(Frame frame) {
            signs.add(new Sign.Received(clock.nanos(), frame.header(), frame.size()));
            super.emit(frame);
        }

        @Override
        public void unchanged() {
            undecodable = true;
            super.unchanged();
        }

        @Override
        public void ended(CamkitException why) {
            signs.add(new Sign.Ended(clock.nanos(), why));
            super.ended(why);
        }
    }
}
