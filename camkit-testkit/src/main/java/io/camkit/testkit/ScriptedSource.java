package io.camkit.testkit;

import io.camkit.CamkitException;
import io.camkit.Clock;
import io.camkit.KeyFrames;
import io.camkit.spi.Nullable;
import io.camkit.spi.Source;
import io.camkit.spi.SourceContext;
import io.camkit.spi.SourceEnd;
import io.camkit.testkit.ScriptedSourceSpec.Step;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** One attempt of a scripted camera. Everything happens on the clock's thread, under this object's lock. */
final class ScriptedSource implements Source, KeyFrames {
    private static final Duration FRAME = Duration.ofMillis(1000 / Frames.FRAME_RATE);

    private final ScriptedSourceSpec spec;
    private final List<Step> script;
    private @Nullable SourceContext context;
    private @Nullable Frames frames;
    private Clock.@Nullable Cancellable timer;
    private int step;
    private int emittedOfStep;
    private int emitted;
    private int sinceKey;
    private boolean stopped;

    ScriptedSource(ScriptedSourceSpec spec, List<Step> script) {
        this.spec = spec;
        this.script = script;
    }

    @Override
    public synchronized void start(SourceContext given) {
        for (Step each : script) {
            if (each instanceof Step.Throw fault) {
                throw fault.what();
            }
        }
        context = given;
        beginTrack(given);
        given.transport("script");
        proceed(given);
    }

    private void beginTrack(SourceContext to) {
        frames = Frames.of(spec.track(), to.allocator()).capturedBy(to.clock());
        sinceKey = 0;
    }

    /** Does what takes no time, and arms the clock for the next step that does. */
    private void proceed(SourceContext to) {
        while (step < script.size() && !(stopped && !ignoresStop())) {
            Step now = script.get(step);
            if (now instanceof Step.Emit emit && emittedOfStep < emit.count()) {
                timer = to.clock().schedule(FRAME, () -> emitOne(to));
                return;
            }
            if (now instanceof Step.Stall) {
                return;
            }
            step++;
            emittedOfStep = 0;
            if (now instanceof Step.Pause pause) {
                timer = to.clock().schedule(pause.silence(), () -> goOn(to));
                return;
            }
            if (now instanceof Step.ChangeTrack) {
                beginTrack(to);
            } else if (now instanceof Step.End end) {
                to.ended(end.why());
            }
        }
    }

    private synchronized void goOn(SourceContext to) {
        proceed(to);
    }

    private synchronized void emitOne(SourceContext to) {
        Frames lane = frames;
        if (lane != null && !(stopped && !ignoresStop())) {
            boolean key = sinceKey % spec.gop() == 0 || lane.track().codec().everyFrameKey();
            sinceKey++;
            emittedOfStep++;
            int n = emitted++;
            try {
                to.emit(key ? lane.key(n) : lane.delta(n));
                proceed(to);
            } catch (CamkitException e) {
                // no memory for the frame
                stopped = true;
                to.ended(e);
            }
        }
    }

    private boolean ignoresStop() {
        return script.stream().anyMatch(Step.IgnoreStop.class::isInstance);
    }

    @Override
    public synchronized void stop() {
        if (stopped) {
            return;
        }
        stopped = true;
        spec.onStop();
        if (ignoresStop()) {
            return;
        }
        if (timer != null) {
            timer.cancel();
        }
        if (context != null && !saidItsEnd()) {
            context.ended(SourceEnd.stopped(""));
        }
    }

    private boolean saidItsEnd() {
        return script.subList(0, step).stream().anyMatch(Step.End.class::isInstance);
    }

    @Override
    public <T> Optional<T> capability(Class<T> type) {
        return spec.answersKeyFrames() && type == KeyFrames.class ? Optional.of(type.cast(this)) : Optional.empty();
    }

    @Override
    public synchronized void request() {
        sinceKey = 0;
        spec.onKeyFrameRequest();
    }
}
