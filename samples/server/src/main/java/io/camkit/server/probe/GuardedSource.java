package io.camkit.server.probe;

import io.camkit.SourceSpec;
import io.camkit.net.AddressGuard;
import io.camkit.net.Resolver;
import io.camkit.spi.SourceContext;
import java.util.Optional;

/**
 * Keeps a source whose address came over the network from connecting to this machine itself, and to where else {@link AddressGuard}
 * lets nobody. It holds for every connection that the source makes, after a redirect as well.
 */
public final class GuardedSource {
    private GuardedSource() {}

    /** The same source, guarded; each attempt looks names up anew, and once. */
    public static SourceSpec of(SourceSpec source) {
        return new WrappedSource(source, Guarded::new);
    }

    private static final class Guarded extends ForwardingContext {
        private final Resolver guard = new AddressGuard();

        Guarded(SourceContext core) {
            super(core);
        }

        @Override
        public <T> Optional<T> service(Class<T> type) {
            return type == Resolver.class ? Optional.of(type.cast(guard)) : super.service(type);
        }
    }
}
