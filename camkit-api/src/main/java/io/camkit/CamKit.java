package io.camkit;

import io.camkit.spi.KitProvider;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;

/**
 * Owns cameras, threads, clock, memory, plugins, metrics and services. Two kits in one JVM never meet.
 *
 * <p><b>Threading.</b> Any thread.
 */
public interface CamKit extends AutoCloseable {
    /** A kit with {@link KitOptions#standard()}. */
    static CamKit create() {
        return create(KitOptions.standard());
    }

    /**
     * A kit.
     *
     * @throws CamkitException {@code CK-1001} if the runtime is not on the class path
     */
    static CamKit create(KitOptions options) {
        return ServiceLoader.load(KitProvider.class)
                .findFirst()
                .orElseThrow(() -> new CamkitException(
                        "CK-1001",
                        "no camkit runtime on the class path",
                        "",
                        "add io.camkit:camkit-core",
                        CamkitException.Retry.GIVE_UP))
                .create(options);
    }

    /** Begins to assemble a camera. {@code id} is {@code [a-z0-9-]{1,64}}; it is checked at {@link CameraSetup#start()}. */
    CameraSetup camera(String id);

    /** Every started camera, in the order of starting. */
    List<Camera> cameras();

    /** The camera of this id, if it is started. */
    Optional<Camera> find(String id);

    /**
     * A source from its text form, for example {@code rtsp://10.0.0.5/stream1}.
     *
     * @param fallback credentials for an address that carries none
     * @throws CamkitException {@code CK-1201} if no plugin knows the scheme, or what the plugin finds wrong
     */
    SourceSpec source(String address, Optional<Credentials> fallback);

    /** One sink of every kind that is installed, with default options, ordered by name. */
    List<SinkSpec> installedSinks();

    /** What happened. */
    Events events();

    /** Counters and gauges. */
    Metrics metrics();

    /** The kit's time. */
    Clock clock();

    /** Offers a service to plugins, for example {@code Routes}. Replaces one of the same type; the kit does not close it. */
    <T> void provide(Class<T> type, T service);

    /** A service that was provided, or one that a plugin makes at first request and the kit closes. */
    <T> Optional<T> service(Class<T> type);

    /** Waits until somebody closes the kit. */
    void awaitClose() throws InterruptedException;

    /** Closes every camera and service and ends every thread, within three seconds. Calling it twice does nothing. */
    @Override
    void close();
}
