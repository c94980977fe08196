package io.camkit.sink.mjpeg;

import io.camkit.SinkSpec;
import io.camkit.spi.Sink;

/**
 * A camera's pictures for anything that shows an image: {@code stream.mjpg} ({@code multipart/x-mixed-replace}) and
 * {@code snapshot.jpg}, mounted below {@code /cameras/{id}/}.
 *
 * <p>Needs a {@code Routes} service, that is, camkit-http. Pictures go out as the camera sent them; when it sends something else than
 * JPEG, a codec plugin makes them, once for everybody who watches, and only while somebody does.
 */
public final class Mjpeg implements SinkSpec {
    static final String NAME = "mjpeg";

    private Mjpeg() {}

    /** The sink; it has no options. */
    public static Mjpeg stream() {
        return new Mjpeg();
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Sink open() {
        return new MjpegSink();
    }
}
