package io.camkit.source.onvif;

import io.camkit.CamKit;
import io.camkit.Clock;
import io.camkit.net.Resolver;
import io.camkit.spi.SourceContext;
import io.camkit.spi.Step;
import java.net.http.HttpClient;
import java.security.SecureRandom;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/** What it takes to talk to a device, from a kit or from a source's context. */
record Wire(HttpClient http, Clock clock, RandomGenerator random, Resolver resolver, Consumer<Step> reached) {
    static Wire of(SourceContext context) {
        return new Wire(
                context.service(SoapHttp.class).orElseThrow(Wire::missing).client(),
                context.clock(),
                context.random(),
                Resolver.of(context),
                context::reached);
    }

    static Wire of(CamKit kit) {
        return new Wire(
                kit.service(SoapHttp.class).orElseThrow(Wire::missing).client(),
                kit.clock(),
                new SecureRandom(),
                kit.service(Resolver.class).orElse(Resolver.SYSTEM),
                step -> {});
    }

    private static IllegalStateException missing() {
        return new IllegalStateException("the kit has no HTTP client for ONVIF: its plugin was left out");
    }
}
