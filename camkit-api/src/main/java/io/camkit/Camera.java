package io.camkit;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * One running pipeline: a source with one or two streams, what works on it, and where it goes. Made by {@link CameraSetup#start()};
 * its wiring never changes. To change a camera, close it and build another under the same id.
 *
 * <p><b>Threading.</b> Any thread.
 */
public interface Camera extends AutoCloseable {
    /** {@code [a-z0-9-]{1,64}}, unique in the kit. */
    String id();

    /** Where the main stream stands. */
    State state();

    /** Main first, then sub if there is one. */
    List<StreamStatus> streams();

    /** Derived feeds that exist right now, or failed for good some seconds ago. */
    List<FeedStatus> feeds();

    /**
     * A live feed of something acceptable: the camera's own frames when they fit, else derived ones.
     *
     * <p>Asking costs nothing; a derivation runs only while somebody is subscribed, and ends five seconds after the last one left.
     *
     * @throws CamkitException if nothing acceptable can be had; it says why and how to mend it. {@code CK-1101} when the camera has
     *     never sent a frame, so that nobody knows yet; {@code CK-1111} when sound is wanted and none came yet; {@code CK-1112} when
     *     too much else is derived right now
     */
    Feed feed(Want want);

    /**
     * The newest picture that can be shown by itself, or the next one to come.
     *
     * @param want what is acceptable, usually {@code Want.of(Codec.JPEG)}
     * @return a frame with one share for the caller, who releases it; or a {@link CamkitException} when none came before the deadline
     */
    CompletionStage<Frame> snapshot(Want want, Duration deadline);

    /** Something the main stream's source can do besides sending frames, for example {@code KeyFrames}; empty when it cannot. */
    <T> Optional<T> capability(Class<T> type);

    /** Ends the camera: its sinks first, then its source. Returns when it is done, within three seconds. Calling it twice does nothing. */
    @Override
    void close();
}
