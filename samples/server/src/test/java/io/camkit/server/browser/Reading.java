package io.camkit.server.browser;

import java.util.List;

/**
 * One picture that the page showed.
 *
 * @param element which video or canvas of the page; a tile that reopens has a new one
 * @param atMillis since the page was opened
 * @param number burnt into the picture as a barcode; -1 when it was not readable
 * @param mediaSeconds the video's own time of this frame; 0 for a canvas
 * @param presented how many frames this video has put on the page so far; 0 for a canvas
 * @param dropped how many it has decoded and not put there, because the page was not painted in time; 0 for a canvas
 */
public record Reading(int element, double atMillis, int number, double mediaSeconds, long presented, long dropped) {
    /** There was no readable barcode. */
    public static final int UNREADABLE = -1;

    static Reading of(List<? extends Number> fields) {
        return new Reading(
                fields.get(0).intValue(),
                fields.get(1).doubleValue(),
                fields.get(2).intValue(),
                fields.get(3).doubleValue(),
                fields.get(4).longValue(),
                fields.get(5).longValue());
    }
}
