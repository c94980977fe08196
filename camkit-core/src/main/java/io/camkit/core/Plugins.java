package io.camkit.core;

import io.camkit.CamkitException;
import io.camkit.CamkitException.Retry;
import io.camkit.KitOptions;
import io.camkit.SinkSpec;
import io.camkit.SourceSpec;
import io.camkit.spi.CodecProvider;
import io.camkit.spi.Plugin;
import io.camkit.spi.ProcessorProvider;
import io.camkit.spi.ServiceProvider;
import io.camkit.spi.SinkProvider;
import io.camkit.spi.SourceAddress;
import io.camkit.spi.SourceProvider;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** The plugins of one kit, by what they provide. */
final class Plugins {
    private final Map<String, SourceProvider> sources = new HashMap<>();
    private final List<SinkProvider> sinks;
    private final List<CodecProvider> codecs;
    private final List<ServiceProvider<?>> services = new ArrayList<>();

    Plugins(KitOptions options) {
        PluginFinder finder = new PluginFinder(options);
        finder.find(SourceProvider.class).forEach(provider -> addSchemes(finder, provider));
        sinks = finder.find(SinkProvider.class).stream()
                .sorted(Comparator.comparing(Plugin::name))
                .toList();
        codecs = finder.find(CodecProvider.class);
        finder.find(ServiceProvider.class).forEach(services::add);
        // configured by name only once there is a configuration of processors; looked for now, so that a broken one is
        // named
        finder.find(ProcessorProvider.class);
    }

    private void addSchemes(PluginFinder finder, SourceProvider provider) {
        for (String scheme : provider.schemes()) {
            SourceProvider first = sources.putIfAbsent(scheme, provider);
            if (first != null) {
                finder.duplicateScheme(scheme, first, provider);
            }
        }
    }

    /** @throws CamkitException {@code CK-1201} if no plugin knows the scheme, or what the plugin finds wrong */
    SourceSpec source(SourceAddress address) {
        SourceProvider provider = sources.get(address.scheme());
        if (provider == null) {
            throw new CamkitException(
                    "CK-1201",
                    "no plugin knows `" + address.scheme() + ":`; installed are "
                            + (sources.isEmpty() ? "none" : String.join(", ", new TreeSet<>(sources.keySet()))),
                    "",
                    "correct the address, or add the camkit-source plugin that knows it",
                    Retry.GIVE_UP);
        }
        return provider.parse(address);
    }

    List<SinkSpec> installedSinks() {
        return sinks.stream().map(SinkProvider::standard).toList();
    }

    List<CodecProvider> codecs() {
        return codecs;
    }

    List<ServiceProvider<?>> services() {
        return services;
    }
}
