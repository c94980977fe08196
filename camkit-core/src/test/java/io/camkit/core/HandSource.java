package io.camkit.core;

import io.camkit.CamkitException;
import io.camkit.Frame;
import io.camkit.SourceSpec;
import io.camkit.Track;
import io.camkit.spi.Source;
import io.camkit.spi.SourceContext;
import io.camkit.testkit.Frames;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A source of which a test holds every attempt's context. It obeys {@code stop} only when told so. */
final class HandSource implements SourceSpec {
    final List<SourceContext> contexts = new ArrayList<>();
    private final Map<Class<?>, Object> capabilities = new HashMap<>();
    private boolean endsWhenStopped = true;

    /** Says nothing when it is stopped. */
    HandSource hanging() {
        endsWhenStopped = false;
        return this;
    }

    /** Can do this as well. */
    <T> HandSource with(Class<T> type, T capability) {
        capabilities.put(type, capability);
        return this;
    }

    /** The camera went away. */
    static CamkitException lost() {
        return new CamkitException(
                "CK-2403", "the camera closed the connection", "", "check it", CamkitException.Retry.RETRY);
    }

    SourceContext last() {
        return contexts.get(contexts.size() - 1);
    }

    /** Frames of a lane that the last attempt emits. */
    Frames lane(Track track) {
        return Frames.of(track, last().allocator()).capturedBy(last().clock());
    }

    void emit(Frame frame) {
        last().emit(frame);
    }

    @Override
    public String describe() {
        return "hand:camera";
    }

    @Override
    public Source open() {
        return new Source() {
            @Override
            public void start(SourceContext context) {
                contexts.add(context);
            }

            @Override
            public void stop() {
                if (endsWhenStopped) {
                    last().ended(lost());
                }
            }

            @Override
            public <T> Optional<T> capability(Class<T> type) {
                return Optional.ofNullable(type.cast(capabilities.get(type)));
            }
        };
    }
}
