package io.camkit.core;

import io.camkit.Camera;
import io.camkit.CameraSetup;
import io.camkit.CamkitException;
import io.camkit.CamkitException.Retry;
import io.camkit.ProcessorSpec;
import io.camkit.SinkSpec;
import io.camkit.SourceSpec;
import io.camkit.StreamName;
import io.camkit.spi.Nullable;
import io.camkit.spi.Processor;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Collects what a camera is made of, then makes it. */
final class CameraBuilder implements CameraSetup {
    static final Duration STALL_AFTER = Duration.ofSeconds(5);
    private static final Pattern ID = Pattern.compile("[a-z0-9-]{1,64}");

    private final Kit kit;
    private final KitParts parts;
    private final String id;
    private final List<ProcessorSpec> processors = new ArrayList<>();
    private final List<SinkSpec> sinks = new ArrayList<>();
    private @Nullable SourceSpec main;
    private @Nullable SourceSpec sub;
    private Duration stallAfter = STALL_AFTER;

    CameraBuilder(Kit kit, KitParts parts, String id) {
        this.kit = kit;
        this.parts = parts;
        this.id = id;
    }

    @Override
    public CameraSetup from(SourceSpec source) {
        main = source;
        return this;
    }

    @Override
    public CameraSetup from(String source) {
        return from(kit.source(source));
    }

    @Override
    public CameraSetup sub(SourceSpec source) {
        sub = source;
        return this;
    }

    @Override
    public CameraSetup sub(String source) {
        return sub(kit.source(source));
    }

    @Override
    public CameraSetup through(ProcessorSpec... more) {
        processors.addAll(List.of(more));
        return this;
    }

    @Override
    public CameraSetup to(SinkSpec... more) {
        sinks.addAll(List.of(more));
        return this;
    }

    @Override
    public CameraSetup stallAfter(Duration silence) {
        if (silence.isNegative() || silence.isZero()) {
            throw new IllegalArgumentException("stallAfter " + silence + ": must be positive");
        }
        stallAfter = silence;
        return this;
    }

    @Override
    public Camera start() {
        SourceSpec source = main;
        if (!ID.matcher(id).matches()) {
            throw fault("CK-1104", "`" + id + "` is no camera id", "use 1 to 64 of a-z, 0-9 and -");
        }
        if (source == null) {
            throw fault("CK-1106", "the camera has no source", "call from(...) before start()");
        }
        // the name is taken before anything is made under it, and given back if anything fails
        kit.reserve(id);
        LiveCamera camera;
        try {
            camera = assemble(source);
        } catch (RuntimeException | Error e) {
            kit.release(id);
            throw e;
        }
        try {
            sinks.forEach(camera.sinks()::open);
            kit.started(camera);
        } catch (RuntimeException | Error e) {
            camera.close();
            throw e;
        }
        camera.start();
        return camera;
    }

    private LiveCamera assemble(SourceSpec source) {
        ByteBudget budget = new ByteBudget(parts.maxCameraBytes());
        List<CameraStream> streams = new ArrayList<>();
        streams.add(new CameraStream(parts, id, StreamName.MAIN, source, openProcessors(), stallAfter, budget));
        if (sub != null) {
            streams.add(new CameraStream(parts, id, StreamName.SUB, sub, List.of(), stallAfter, budget));
        }
        return new LiveCamera(parts, id, List.copyOf(streams), kit::ended);
    }

    /** All of them, or none is left open. */
    private List<Processor> openProcessors() {
        List<Processor> opened = new ArrayList<>();
        try {
            for (ProcessorSpec processor : processors) {
                opened.add(processor.open());
            }
            return opened;
        } catch (RuntimeException | Error e) {
            opened.forEach(Processor::close);
            throw e;
        }
    }

    private CamkitException fault(String code, String what, String mend) {
        return new CamkitException(code, what, id, mend, Retry.GIVE_UP);
    }
}
