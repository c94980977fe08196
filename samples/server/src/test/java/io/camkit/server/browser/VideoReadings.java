package io.camkit.server.browser;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What the readings of a video element say about the frames between the first and the last of them.
 *
 * <p>A script is not told of every frame that a browser puts on the page, and on a busy machine the browser leaves out some that it has
 * decoded. Both it counts exactly, so a frame that never reached the browser shows as a difference between the numbers in the pictures and
 * the browser's count.
 */
record VideoReadings(List<Reading> readings) {
    private static final int FRAME_RATE = 25;

    /** Frames from the first reading to the last, by the stream's own time. */
    long sent() {
        return frame(last()) - frame(first());
    }

    /** Of these, how many the browser decoded; it may have counted the one after the last already. */
    long arrived() {
        return last().presented() - first().presented() + last().dropped() - first().dropped();
    }

    /** Readings without a frame number. */
    List<Reading> unreadable() {
        return readings.stream()
                .filter(reading -> reading.number() == Reading.UNREADABLE)
                .toList();
    }

    /** Whether the numbers in the pictures rose as the stream's time did, from the first half to the second. */
    boolean numbersGoWithTime() {
        int half = readings.size() / 2;
        return usualOffset(readings.subList(0, half)) == usualOffset(readings.subList(half, readings.size()));
    }

    /** The picture that a script gets to see may already be the next one, so the offset of one reading says little. */
    private static int usualOffset(List<Reading> some) {
        Map<Integer, Integer> counts = new HashMap<>();
        for (Reading reading : some) {
            counts.merge(Math.floorMod(reading.number() - frame(reading), Clips.LENGTH), 1, Integer::sum);
        }
        return counts.entrySet().stream()
                .max(Map.Entry.comparingByValue())
                .orElseThrow()
                .getKey();
    }

    private static long frame(Reading reading) {
        return Math.round(FRAME_RATE * reading.mediaSeconds());
    }

    private Reading first() {
        return readings.get(0);
    }

    private Reading last() {
        return readings.get(readings.size() - 1);
    }

    @Override
    public String toString() {
        return sent() + " frames sent, " + arrived() + " arrived, of which " + (last().dropped() - first().dropped())
                + " were not painted; from " + first() + " to " + last();
    }
}
