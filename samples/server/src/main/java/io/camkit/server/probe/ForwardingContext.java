package io.camkit.server.probe;

import io.camkit.CamkitException;
import io.camkit.Clock;
import io.camkit.Credentials;
import io.camkit.Frame;
import io.camkit.Metrics;
import io.camkit.SourceSpec;
import io.camkit.spi.FrameAllocator;
import io.camkit.spi.SourceContext;
import io.camkit.spi.Step;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** What the core gives a source, with something in between. */
abstract class ForwardingContext implements SourceContext {
    private final SourceContext core;

    ForwardingContext(SourceContext core) {
        this.core = core;
    }

    @Override
    public String camera() {
        return core.camera();
    }

    @Override
    public FrameAllocator allocator() {
        return core.allocator();
    }

    @Override
    public Clock clock() {
        return core.clock();
    }

    @Override
    public RandomGenerator random() {
        return core.random();
    }

    @Override
    public Metrics metrics() {
        return core.metrics();
    }

    @Override
    public <T> Optional<T> service(Class<T> type) {
        return core.service(type);
    }

    @Override
    public SourceSpec source(String address, Optional<Credentials> fallback) {
        return core.source(address, fallback);
    }

    @Override
    public void lendThread(Runnable work) {
        core.lendThread(work);
    }

    @Override
    public void transport(String description) {
        core.transport(description);
    }

    @Override
    public void reached(Step step) {
        core.reached(step);
    }

    @Override
    public void waiting(CamkitException why) {
        core.waiting(why);
    }

    @Override
    public void emit(Frame frame) {
        core.emit(frame);
    }

    @Override
    public void unchanged() {
        core.unchanged();
    }

    @Override
    public void ended(CamkitException why) {
        core.ended(why);
    }
}
