package io.camkit.core;

import io.camkit.KitOptions;
import io.camkit.spi.CodecProvider;
import io.camkit.spi.Nullable;
import io.camkit.spi.Plugin;
import io.camkit.spi.ProcessorProvider;
import io.camkit.spi.ServiceProvider;
import io.camkit.spi.SinkProvider;
import io.camkit.spi.SourceProvider;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds plugins of one kind after the other. One that cannot be used is left out with one line, and hides no other. */
final class PluginFinder {
    private static final Logger LOG = LoggerFactory.getLogger(Plugins.class);
    /** More broken entries than this in one go are one broken class path. */
    private static final int MOST_FAULTS = 100;

    private final KitOptions options;

    PluginFinder(KitOptions options) {
        this.options = options;
    }

    /** Every usable plugin of this kind: first those given with the options, then those on the class path. */
    <P extends Plugin> List<P> find(Class<P> kind) {
        List<P> found = new ArrayList<>();
        for (Plugin plugin : options.plugins()) {
            if (kind.isInstance(plugin)) {
                add(kind.cast(plugin), found, kind);
            }
        }
        if (options.discover()) {
            discover(kind, found);
        }
        return List.copyOf(found);
    }

    private <P extends Plugin> void discover(Class<P> kind, List<P> found) {
        Iterator<P> iterator = loader(kind).iterator();
        for (int faults = 0; faults < MOST_FAULTS; ) {
            try {
                if (!iterator.hasNext()) {
                    return;
                }
                add(iterator.next(), found, kind);
            } catch (ServiceConfigurationError | LinkageError | RuntimeException e) {
                faults++;
                notLoadable(kind, e);
            }
        }
    }

    /** Spelled out kind by kind, because a module may only load what it says it uses. */
    @SuppressWarnings("unchecked")
    private static <P extends Plugin> ServiceLoader<P> loader(Class<P> kind) {
        ServiceLoader<? extends Plugin> loader;
        if (kind == SourceProvider.class) {
            loader = ServiceLoader.load(SourceProvider.class);
        } else if (kind == ProcessorProvider.class) {
            loader = ServiceLoader.load(ProcessorProvider.class);
        } else if (kind == SinkProvider.class) {
            loader = ServiceLoader.load(SinkProvider.class);
        } else if (kind == CodecProvider.class) {
            loader = ServiceLoader.load(CodecProvider.class);
        } else {
            loader = ServiceLoader.load(ServiceProvider.class);
        }
        return (ServiceLoader<P>) loader;
    }

    private <P extends Plugin> void add(P plugin, List<P> found, Class<P> kind) {
        try {
            if (plugin.apiVersion() != Plugin.API_VERSION) {
                LOG.error(
                        "CK-1003 {} {} was built for API {}, this is API {}; it is left out. Mend: use its version for this camkit",
                        kind.getSimpleName(),
                        plugin.name(),
                        plugin.apiVersion(),
                        Plugin.API_VERSION);
                return;
            }
            for (P other : found) {
                if (other.name().equals(plugin.name())) {
                    duplicateName(other, plugin);
                    return;
                }
            }
            found.add(plugin);
        } catch (LinkageError | RuntimeException e) {
            notLoadable(kind, e);
        }
    }

    private void duplicateName(Plugin first, Plugin second) {
        if (options.plugins().contains(first) && !options.plugins().contains(second)) {
            return; // the program has chosen
        }
        LOG.error(
                "CK-1004 two plugins are called `{}`: {} is used, {} is left out. Mend: remove one of them",
                first.name(),
                first.getClass().getName(),
                second.getClass().getName());
    }

    private static void notLoadable(Class<?> kind, Throwable fault) {
        LOG.error(
                "CK-1002 a {} cannot be loaded and is left out: {}. Mend: remove it, or add what it needs",
                kind.getSimpleName(),
                reason(fault));
        LOG.debug("CK-1002", fault);
    }

    private static String reason(Throwable fault) {
        @Nullable Throwable cause = fault.getCause();
        return cause == null ? fault.toString() : fault.getMessage() + " (" + cause + ")";
    }

    void duplicateScheme(String scheme, Plugin first, Plugin second) {
        LOG.error(
                "CK-1005 plugins `{}` and `{}` both know `{}:`; the first is used. Mend: remove one of them",
                first.name(),
                second.name(),
                scheme);
    }
}
