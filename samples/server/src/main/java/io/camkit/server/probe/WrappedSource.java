package io.camkit.server.probe;

import io.camkit.CamkitException;
import io.camkit.SourceSpec;
import io.camkit.spi.Source;
import io.camkit.spi.SourceContext;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** A source that is given another context than the core's. */
record WrappedSource(SourceSpec inner, UnaryOperator<SourceContext> wrapper) implements SourceSpec {
    @Override
    public String describe() {
        return inner.describe();
    }

    @Override
    public Source open() {
        Source source = inner.open();
        return new Source() {
            @Override
            public void start(SourceContext context) {
                SourceContext wrapped = wrapper.apply(context);
                try {
                    source.start(wrapped);
                } catch (CamkitException e) {
                    // counts as the end, for whoever stands between as well
                    wrapped.ended(e);
                }
            }

            @Override
            public void stop() {
                source.stop();
            }

            @Override
            public <T> Optional<T> capability(Class<T> type) {
                return source.capability(type);
            }
        };
    }
}
