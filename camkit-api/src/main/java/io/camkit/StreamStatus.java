package io.camkit;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * One stream of a camera as it stands at one moment.
 *
 * @param name which stream
 * @param source the source's address without secrets
 * @param state where it stands
 * @param since when it entered that state; for STARTING and BACKING_OFF, when it last ran or was first started
 * @param transport how the frames come, in the source's words, for example {@code RTSP over TCP}; empty when not connected
 * @param tracks what flows, empty until the first frame
 * @param framesPerSecond measured over the last seconds
 * @param bitsPerSecond measured over the last seconds
 * @param lastFrameAge since the newest video frame; empty before the first
 * @param retryIn until the next attempt; empty unless BACKING_OFF
 * @param error why the last attempt ended, or what this one waits for; empty once frames arrive again
 * @param framesIn frames since the camera was started
 * @param reconnects attempts after the first
 * @param subscribers open subscriptions on this stream; those who watch what a codec makes of it count in {@link FeedStatus}
 */
public record StreamStatus(
        StreamName name,
        String source,
        State state,
        Instant since,
        String transport,
        List<Track> tracks,
        double framesPerSecond,
        long bitsPerSecond,
        Optional<Duration> lastFrameAge,
        Optional<Duration> retryIn,
        Optional<CamkitException> error,
        long framesIn,
        long reconnects,
        int subscribers) {}
