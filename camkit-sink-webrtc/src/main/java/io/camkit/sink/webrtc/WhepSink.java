package io.camkit.sink.webrtc;

import io.camkit.CamkitException;
import io.camkit.CamkitException.Retry;
import io.camkit.http.Routes;
import io.camkit.sink.webrtc.transport.PeerPorts;
import io.camkit.spi.Nullable;
import io.camkit.spi.Sink;
import io.camkit.spi.SinkContext;

/** Mounts one camera's WHEP endpoint. */
final class WhepSink implements Sink {
    private Routes.@Nullable Mount mount;
    private @Nullable WhepEndpoint endpoint;

    @Override
    public void open(SinkContext context) {
        Routes routes = Routes.of(context, WebRtc.NAME);
        PeerPorts ports = context.service(PeerPorts.class)
                .orElseThrow(() -> new CamkitException(
                        "CK-7222",
                        "the port of WebRTC is missing",
                        "",
                        "let the kit find all plugins of camkit-sink-webrtc",
                        Retry.GIVE_UP));
        ports.open(context); // whether it can be had is known before somebody watches
        WhepEndpoint whep = new WhepEndpoint(context, ports);
        endpoint = whep;
        mount = routes.mountCamera(context.camera().id(), whep.routes());
    }

    @Override
    public void close() {
        if (mount != null) {
            mount.close();
        }
        if (endpoint != null) {
            endpoint.close();
        }
    }
}
