package io.camkit;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;

/**
 * A source whose camera turns, tilts or zooms.
 *
 * <p>Every method returns at once; what it returns completes when the camera has taken the order, not when it has arrived, or with a {@link
 * CamkitException} that says why it did not. What a camera cannot do, for example zoom, it may ignore or refuse.
 *
 * <p><b>Threading.</b> Any thread.
 */
public interface Ptz {
    /** The longest time for which one order moves a camera. */
    Duration LONGEST_MOVE = Duration.ofSeconds(60);

    /**
     * A speed, a distance or a place, each as a fraction of what the camera has.
     *
     * @param pan -1 left to 1 right
     * @param tilt -1 down to 1 up
     * @param zoom -1 out to 1 in; as a place 0 to 1
     */
    record Vector(double pan, double tilt, double zoom) {
        /** Checks. */
        public Vector {
            for (double part : new double[] {pan, tilt, zoom}) {
                if (!(part >= -1 && part <= 1)) {
                    throw new IllegalArgumentException("pan, tilt and zoom are within -1..1, not " + part);
                }
            }
        }
    }

    /**
     * A place that the camera knows.
     *
     * @param token by which it is gone to
     * @param name for people; may be empty
     */
    record Preset(String token, String name) {}

    /**
     * Moves until {@link #stop} or for {@code time}, whichever comes first: a camera whose viewer went away does not turn for ever.
     *
     * @param time more than nothing, at most {@link #LONGEST_MOVE}
     */
    CompletionStage<Void> move(Vector speed, Duration time);

    /** Moves by so much. */
    CompletionStage<Void> moveBy(Vector distance);

    /** Moves to a place. */
    CompletionStage<Void> moveTo(Vector place);

    /** Ends every movement. */
    CompletionStage<Void> stop();

    /** The places that the camera knows, in its order. */
    CompletionStage<List<Preset>> presets();

    /** Moves to one of {@link #presets}. */
    CompletionStage<Void> goTo(String token);
}
