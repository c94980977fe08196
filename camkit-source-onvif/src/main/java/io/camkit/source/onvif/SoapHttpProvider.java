package io.camkit.source.onvif;

import io.camkit.spi.Plugin;
import io.camkit.spi.ServiceProvider;

/** Makes the HTTP client of a kit's ONVIF devices; found by {@link java.util.ServiceLoader}. */
public final class SoapHttpProvider implements ServiceProvider<SoapHttp> {
    /** For the service loader. */
    public SoapHttpProvider() {}

    @Override
    public String name() {
        return "onvif-http";
    }

    @Override
    public int apiVersion() {
        return Plugin.API_VERSION;
    }

    @Override
    public Class<SoapHttp> type() {
        return SoapHttp.class;
    }

    @Override
    public SoapHttp create() {
        return new SoapHttp();
    }
}
