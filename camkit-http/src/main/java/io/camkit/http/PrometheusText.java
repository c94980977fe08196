package io.camkit.http;

import io.camkit.Metrics.Sample;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Metrics in Prometheus' text format, version 0.0.4. */
final class PrometheusText {
    private PrometheusText() {}

    static String of(List<Sample> samples) {
        StringBuilder text = new StringBuilder();
        String family = "";
        for (Sample sample :
                samples.stream().sorted(Comparator.comparing(Sample::family)).toList()) {
            if (!sample.family().equals(family)) {
                family = sample.family();
                text.append("# HELP ").append(family).append(' ').append(help(sample.help()));
                text.append("\n# TYPE ").append(family).append(' ');
                text.append(sample.type().name().toLowerCase(Locale.ROOT)).append('\n');
            }
            text.append(sample.name()).append(labels(sample.labels())).append(' ');
            text.append(number(sample.value())).append('\n');
        }
        return text.toString();
    }

    private static String labels(Map<String, String> labels) {
        if (labels.isEmpty()) {
            return "";
        }
        return new TreeMap<>(labels)
                .entrySet().stream()
                        .map(label -> label.getKey() + "=\"" + escape(label.getValue()) + '"')
                        .collect(Collectors.joining(",", "{", "}"));
    }

    private static String help(String text) {
        return text.replace("\\", "\\\\").replace("\n", "\\n");
    }

    private static String escape(String value) {
        return help(value).replace("\"", "\\\"");
    }

    private static String number(double value) {
        if (Double.isInfinite(value)) {
            return value > 0 ? "+Inf" : "-Inf";
        }
        return value == Math.rint(value) && Math.abs(value) < 1e15
                ? Long.toString((long) value)
                : Double.toString(value);
    }
}
