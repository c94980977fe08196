package io.camkit.core;

import io.camkit.spi.ServiceProvider;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What plugins of one kit share: provided by the application, or made by a plugin when first asked for. */
final class Services implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Services.class);

    private final List<ServiceProvider<?>> providers;
    private final Map<Class<?>, Object> services = new HashMap<>();
    private final Deque<AutoCloseable> made = new ArrayDeque<>();
    private boolean closed;

    Services(List<ServiceProvider<?>> providers) {
        this.providers = providers;
    }

    synchronized <T> void provide(Class<T> type, T service) {
        services.put(type, type.cast(service));
    }

    synchronized <T> Optional<T> find(Class<T> type) {
        Object present = services.get(type);
        if (present != null) {
            return Optional.of(type.cast(present));
        }
        if (closed) {
            return Optional.empty();
        }
        for (ServiceProvider<?> provider : providers) {
            if (provider.type() == type) {
                AutoCloseable service = provider.create();
                made.push(service);
                services.put(type, service);
                return Optional.of(type.cast(service));
            }
        }
        return Optional.empty();
    }

    /** Closes what was made here, the youngest first. */
    @Override
    public void close() {
        Deque<AutoCloseable> closing;
        synchronized (this) {
            closed = true;
            closing = new ArrayDeque<>(made);
            made.clear();
            services.clear();
        }
        for (AutoCloseable service : closing) {
            try {
                service.close();
            } catch (Exception e) {
                LOG.error("service {} failed to close", service.getClass().getName(), e);
            }
        }
    }
}
