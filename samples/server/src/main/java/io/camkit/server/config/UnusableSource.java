package io.camkit.server.config;

import io.camkit.CamkitException;
import io.camkit.SourceSpec;
import io.camkit.spi.Source;
import io.camkit.spi.SourceContext;

/**
 * Stands in for a source that cannot be made, so that its camera shows what is wrong while every other goes on.
 *
 * @param describe the address without secrets
 * @param why what is wrong and how to mend it
 */
public record UnusableSource(String describe, CamkitException why) implements SourceSpec {
    @Override
    public Source open() {
        return new Source() {
            @Override
            public void start(SourceContext context) {
                context.ended(why);
            }

            @Override
            public void stop() {}
        };
    }
}
