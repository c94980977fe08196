package io.camkit.sink.webrtc;

import io.camkit.SinkSpec;
import io.camkit.spi.Sink;

/**
 * A camera for any browser by WebRTC, at a quarter of a second's delay: WHEP at {@code /cameras/{id}/whep}.
 *
 * <p>H.264, Opus and G.711 go out as the camera sent them, and H.265 to browsers that offer it; packets are made once for everybody, and
 * encrypted for each. What a viewer cannot take comes from a derived feed. Needs a {@code Routes} service, that is, camkit-http; media
 * uses one UDP port for all viewers of the kit, see {@link WebRtcOptions}.
 */
public final class WebRtc implements SinkSpec {
    static final String NAME = "webrtc";

    private WebRtc() {}

    /** The sink; what concerns all cameras is in {@link WebRtcOptions}. */
    public static WebRtc whep() {
        return new WebRtc();
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Sink open() {
        return new WhepSink();
    }
}
