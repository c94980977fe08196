package io.camkit.server;

import io.camkit.CamKit;
import io.camkit.spi.CodecProvider;
import io.camkit.spi.Plugin;
import io.camkit.spi.ProcessorProvider;
import io.camkit.spi.ServiceProvider;
import io.camkit.spi.SinkProvider;
import io.camkit.spi.SourceProvider;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;

/** A program of its own: writes a line for each plugin that it finds, and for what a kit makes of them. */
public final class ListPlugins {
    static final List<String> KINDS =
            List.of("SourceProvider", "SinkProvider", "ProcessorProvider", "CodecProvider", "ServiceProvider");

    private ListPlugins() {}

    /** Lists. */
    public static void main(String[] arguments) {
        ServiceLoader.load(SourceProvider.class).forEach(ListPlugins::print);
        ServiceLoader.load(SinkProvider.class).forEach(ListPlugins::print);
        ServiceLoader.load(ProcessorProvider.class).forEach(ListPlugins::print);
        ServiceLoader.load(CodecProvider.class).forEach(ListPlugins::print);
        ServiceLoader.load(ServiceProvider.class).forEach(ListPlugins::print);
        try (CamKit kit = CamKit.create()) {
            long sinks = ServiceLoader.load(SinkProvider.class).stream().count();
            if (kit.installedSinks().size() != sinks) {
                throw new IllegalStateException("the runtime found " + kit.installedSinks() + " only");
            }
            kit.source("rtsp://10.0.0.5/stream1", Optional.empty());
            kit.source("test:clock", Optional.empty());
        }
    }

    private static void print(Plugin plugin) {
        Module module = plugin.getClass().getModule();
        System.out.println(
                "plugin " + plugin.getClass().getName() + " in " + (module.isNamed() ? module.getName() : "unnamed"));
    }
}
