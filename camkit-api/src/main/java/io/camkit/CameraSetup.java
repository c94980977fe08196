package io.camkit;

import java.time.Duration;

/**
 * A camera being assembled. Every method returns this setup; {@link #start()} ends it.
 *
 * <p><b>Threading.</b> One thread.
 */
public interface CameraSetup {
    /** Where the frames come from. Required, once. */
    CameraSetup from(SourceSpec source);

    /**
     * The same, from its text form.
     *
     * @throws CamkitException if no plugin knows the scheme or the plugin finds a fault in the address
     */
    CameraSetup from(String source);

    /** The camera's small second stream. */
    CameraSetup sub(SourceSpec source);

    /** The same, from its text form. */
    CameraSetup sub(String source);

    /** Transforms between the main stream's source and everything else, in this order. */
    CameraSetup through(ProcessorSpec... processors);

    /** Where the frames go. May be called more than once. */
    CameraSetup to(SinkSpec... sinks);

    /** How long a stream may go without a video frame before it is torn down and started anew; 5 s unless said otherwise. */
    CameraSetup stallAfter(Duration silence);

    /**
     * Starts the camera. It keeps trying until closed; that the camera is unreachable is a state, not an exception.
     *
     * @throws CamkitException if the id is taken or wrong, there is no source, or a sink does not open; nothing is left running then
     */
    Camera start();
}
