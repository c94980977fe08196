package io.camkit.core;

import io.camkit.StreamName;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** Labels of the metrics of one stream. */
final class Labels {
    private Labels() {}

    static Map<String, String> of(String camera, StreamName stream) {
        return Map.of("camera", camera, "stream", stream.name().toLowerCase(Locale.ROOT));
    }

    /** All derived feeds of one camera together: their keys are too many for labels. */
    static Map<String, String> derived(String camera) {
        return Map.of("camera", camera, "stream", "derived");
    }

    static Map<String, String> and(Map<String, String> labels, String name, String value) {
        Map<String, String> more = new HashMap<>(labels);
        more.put(name, value);
        return Map.copyOf(more);
    }
}
