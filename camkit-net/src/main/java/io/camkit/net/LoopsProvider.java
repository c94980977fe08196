package io.camkit.net;

import io.camkit.spi.Plugin;
import io.camkit.spi.ServiceProvider;

/** Lets every plugin of a kit ask for its {@link Loops}; found by {@link java.util.ServiceLoader}. */
public final class LoopsProvider implements ServiceProvider<Loops> {
    /** For the service loader. */
    public LoopsProvider() {}

    @Override
    public String name() {
        return "loops";
    }

    @Override
    public int apiVersion() {
        return Plugin.API_VERSION;
    }

    @Override
    public Class<Loops> type() {
        return Loops.class;
    }

    /** As many loops as the machine has processors. */
    @Override
    public Loops create() {
        return new Loops(Runtime.getRuntime().availableProcessors());
    }
}
