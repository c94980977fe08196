package io.camkit.source.esp32;

import io.camkit.spi.Plugin;
import io.camkit.spi.ServiceProvider;

/** Gives every kit the one desk where its devices arrive; found by {@link java.util.ServiceLoader}. */
public final class DeskProvider implements ServiceProvider<Desk> {
    /** For the service loader. */
    public DeskProvider() {}

    @Override
    public String name() {
        return "esp32-desk";
    }

    @Override
    public int apiVersion() {
        return Plugin.API_VERSION;
    }

    @Override
    public Class<Desk> type() {
        return Desk.class;
    }

    @Override
    public Desk create() {
        return new Desk();
    }
}
