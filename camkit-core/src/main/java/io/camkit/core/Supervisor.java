package io.camkit.core;

import io.camkit.CamkitException;
import io.camkit.CamkitException.Retry;
import io.camkit.Clock;
import io.camkit.Codec;
import io.camkit.State;
import io.camkit.spi.Nullable;
import io.camkit.spi.Source;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongPredicate;
import java.util.function.Supplier;

/**
 * Keeps one source running: starts it, watches that frames come, ends it when they do not, and starts the next one after a while. The
 * first attempt and the hundredth take the same path.
 *
 * <p><b>Threading.</b> Everything happens on one serial executor; plugins are called elsewhere, see {@link Attempt}. The public face may
 * be used from any thread and returns at once.
 */
final class Supervisor implements Sweep.Watched {
    /** What connecting may take on top of the silence that is allowed between pictures. */
    private static final long CONNECT_NANOS = Duration.ofSeconds(5).toNanos();
    /** How long pictures may come of which none can be decoded by itself; groups of pictures of 10 s are usual, of 30 s are not. */
    private static final long KEY_FRAME_NANOS = Duration.ofSeconds(30).toNanos();
    /** What a source may take from {@code stop} to {@code ended}. */
    private static final long STOP_NANOS = Duration.ofMillis(800).toNanos();
    /** From so many sources on that were left behind and never ended, the next one is started late. */
    private static final int MANY_ABANDONED = 3;
    /** With so many, none is started before one of them ends: each may hold a thread, a socket or a child process. */
    private static final int MOST_ABANDONED = 10;

    /** Told of every change, on the supervisor's executor. */
    @FunctionalInterface
    interface Listener {
        void changed(State from, State to, @Nullable CamkitException why);
    }

    private final KitParts parts;
    private final Clock clock;
    private final Subject subject;
    private final FrameIntake intake;
    private final Listener listener;
    private final AttemptLog log;
    private final BackOff backOff;
    private final SerialExecutor serial;
    private final CompletableFuture<Void> stopped = new CompletableFuture<>();
    private volatile Standing standing;
    private volatile @Nullable Attempt attempt;
    private Clock.@Nullable Cancellable retry;
    private boolean retryIsDue;
    private long runningSinceNanos;
    private int abandoned;

    /**
     * What is supervised.
     *
     * @param camera the camera's id
     * @param label how log lines name it
     * @param address where the frames come from, without secrets
     * @param opener makes the source of one attempt; may throw
     * @param kind what is watched
     * @param stallAfter how long it may go without a frame of that kind
     * @param stallMend what a user can do when it goes longer
     * @param expectsAfter whether a frame can have come after this time; while none can, their absence is no stall
     */
    record Subject(
            String camera,
            String label,
            String address,
            Supplier<Source> opener,
            Codec.Kind kind,
            Duration stallAfter,
            String stallMend,
            LongPredicate expectsAfter) {}

    Supervisor(KitParts parts, Subject subject, BackOff backOff, FrameIntake intake, Listener listener) {
        this.parts = parts;
        this.clock = parts.clock();
        this.subject = subject;
        this.intake = intake;
        this.listener = listener;
        this.log = new AttemptLog(clock, subject);
        this.backOff = backOff;
        // not a worker: readers and processors may block those, and the sources of other cameras are watched all the
        // same
        this.serial = new SerialExecutor(parts.threads().calls());
        this.standing = new Standing(State.NEW, clock.now(), 0, null, 0);
    }

    Standing standing() {
        return standing;
    }

    /** How frames come, in the source's words; empty when they do not. */
    String transport() {
        Attempt now = attempt;
        return now == null || now.stopping() ? "" : now.transport();
    }

    /** Something the running source can do; empty when it cannot or none runs. */
    <T> Optional<T> capability(Class<T> type) {
        Attempt now = attempt;
        return now == null || now.stopping() ? Optional.empty() : now.capability(type);
    }

    void start() {
        parts.sweep().add(this);
        serial.execute(this::begin);
    }

    /** Ends the source; completes when it has ended or was abandoned. No other attempt follows. */
    CompletableFuture<Void> stop() {
        serial.execute(this::stopForGood);
        return stopped;
    }

    // from here on: only on the serial executor

    private void begin() {
        if (standing.state() == State.STOPPED || standing.state() == State.STOPPING) {
            return;
        }
        if (attempt != null) {
            retryIsDue = true;
            return;
        }
        retryIsDue = false;
        if (abandoned >= MOST_ABANDONED) {
            failed(log.leftBehind(abandoned));
            return;
        }
        Attempt next = new Attempt(parts, subject, intake, this::sourceEnded, this::firstFrame, this::sourceWaits);
        attempt = next;
        become(State.STARTING, standing.error());
        intake.open(next);
        next.start();
    }

    private void firstFrame(Attempt from) {
        serial.execute(() -> {
            if (from == attempt && standing.state() == State.STARTING) {
                runningSinceNanos = clock.nanos();
                become(State.RUNNING, null);
                log.running(from.transport());
            }
        });
    }

    private void sourceWaits(Attempt from, CamkitException why) {
        serial.execute(() -> {
            Standing now = standing;
            if (from == attempt && from.waiting() && now.state() == State.STARTING) {
                standing = new Standing(State.STARTING, now.since(), 0, why, now.attempts());
                log.waiting(why);
            }
        });
    }

    private void sourceEnded(Attempt from, CamkitException why) {
        serial.execute(() -> {
            if (from != attempt) {
                abandoned--;
                return;
            }
            boolean wasTold = from.stopping();
            over();
            if (!wasTold) {
                failed(why);
            }
        });
    }

    /** The current attempt is behind us, one way or the other. */
    private void over() {
        attempt = null;
        if (standing.state() == State.STOPPING) {
            finish();
        } else if (retryIsDue) {
            begin();
        }
    }

    private void failed(CamkitException why) {
        if (standing.state() == State.STOPPING) {
            return;
        }
        if (backOff.givesUp(why.retry())) {
            become(State.FAILED, why);
            log.failed(why, null);
            return;
        }
        if (standing.state() == State.RUNNING) {
            backOff.ran(clock.nanos() - runningSinceNanos);
        }
        Duration delay = backOff.next(abandoned < MANY_ABANDONED ? why.retry() : Retry.RETRY_SLOWLY);
        retryIn(delay, why);
        log.failed(why, delay);
    }

    private void retryIn(Duration delay, CamkitException why) {
        State before = standing.state();
        standing = new Standing(
                State.BACKING_OFF,
                before == State.RUNNING ? clock.now() : standing.since(),
                clock.nanos() + delay.toNanos(),
                why,
                standing.attempts());
        retry = clock.schedule(delay, () -> serial.execute(this::begin));
        listener.changed(before, State.BACKING_OFF, why);
    }

    private void become(State state, @Nullable CamkitException why) {
        Standing before = standing;
        boolean keepsWaiting = state == State.STARTING && before.state() != State.RUNNING;
        standing = new Standing(
                state,
                keepsWaiting ? before.since() : clock.now(),
                0,
                why,
                before.attempts() + (state == State.STARTING ? 1 : 0));
        listener.changed(before.state(), state, why);
    }

    @Override
    public void check(long nowNanos) {
        Attempt now = attempt;
        if (now == null) {
            return;
        }
        if (now.waiting() || !subject.expectsAfter().test(now.lastSignNanos())) {
            now.excuse(nowNanos);
        }
        if (now.ignoresStop(nowNanos, STOP_NANOS)) {
            serial.execute(() -> abandon(now));
        } else if (!now.stopping() && now.silentNanos(nowNanos) > allowedSilence(now)) {
            serial.execute(() -> stalled(now));
        } else if (!now.stopping() && now.undecodableNanos(nowNanos) > KEY_FRAME_NANOS) {
            serial.execute(() -> undecodable(now));
        }
    }

    private long allowedSilence(Attempt now) {
        return subject.stallAfter().toNanos() + (now.hasFrames() ? 0 : CONNECT_NANOS);
    }

    private void stalled(Attempt silent) {
        if (silent == attempt && !silent.stopping()) {
            tearDown(silent);
            failed(log.stall(silent.silentNanos(clock.nanos()), silent.hasFrames()));
        }
    }

    private void undecodable(Attempt current) {
        if (current == attempt && !current.stopping()) {
            tearDown(current);
            failed(log.noKeyFrame(KEY_FRAME_NANOS));
        }
    }

    private void tearDown(Attempt old) {
        intake.shut(old);
        old.stop();
    }

    private void abandon(Attempt hanging) {
        if (hanging == attempt) {
            abandoned++;
            log.abandoned(STOP_NANOS);
            over();
        }
    }

    private void stopForGood() {
        State state = standing.state();
        if (state == State.STOPPING || state == State.STOPPED) {
            return;
        }
        if (state == State.NEW) {
            standing = new Standing(State.STOPPED, clock.now(), 0, null, 0);
            stopped.complete(null);
            return;
        }
        if (retry != null) {
            retry.cancel();
        }
        become(State.STOPPING, null);
        Attempt last = attempt;
        if (last == null) {
            finish();
        } else {
            tearDown(last);
        }
    }

    private void finish() {
        parts.sweep().remove(this);
        become(State.STOPPED, null);
        stopped.complete(null);
    }
}
