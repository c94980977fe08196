package io.camkit.sink.hls;

import io.camkit.SinkSpec;
import io.camkit.spi.Sink;

/**
 * A camera's H.264 for browsers: fragmented MP4 for Media Source Extensions over the WebSocket {@code live}, mounted below {@code
 * /cameras/{id}/}. It goes out as the camera sent it; when it sends something else, a codec plugin makes H.264, once for everybody who
 * watches, and only while somebody does.
 *
 * <p>What the WebSocket carries:
 *
 * <ul>
 *   <li>a text message {@code {"mime":…,"tracks":[…]}} and behind it, as one binary message, an initialization segment: a new
 *       beginning, first of all and whenever the camera's parameters change;
 *   <li>one binary message a frame: a fragment, whose decoding times follow the camera's, may start anywhere, and leave out its pauses;
 *   <li>a text message {@code {"gap":true}} when frames were left out for a viewer who is slow: the next fragment is a key frame at a
 *       later time, and the player seeks to it;
 *   <li>when nothing can follow, a close with status 1011 whose reason is the error's code and what happened.
 * </ul>
 *
 * <p>Needs a {@code Routes} service, that is, camkit-http. Fragments are made once for everybody who watches, and only while somebody
 * does.
 */
public final class Live implements SinkSpec {
    static final String NAME = "live";

    private Live() {}

    /** The sink; it has no options. */
    public static Live fmp4() {
        return new Live();
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Sink open() {
        return new LiveSink();
    }
}
