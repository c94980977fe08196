package io.camkit.server.config;

import io.camkit.Credentials;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * {@code legacyPorts}: a port each for devices of older days. They go, in order, to the cameras of the source {@code esp32:} that have no
 * token and name no port themselves.
 */
final class LegacyPorts {
    private static final Pattern RANGE = Pattern.compile("([0-9]{1,5})(?:\\s*-\\s*([0-9]{1,5}))?");
    private static final int MAX_PORT = 65_535;
    private static final int MOST = 256;

    private final Iterator<Integer> left;

    private LegacyPorts(List<Integer> ports) {
        left = ports.iterator();
    }

    static LegacyPorts none() {
        return new LegacyPorts(List.of());
    }

    static LegacyPorts read(Section root, List<Fault> faults) {
        Optional<Setting> setting = root.text("legacyPorts");
        if (setting.isEmpty()) {
            return none();
        }
        Matcher range = RANGE.matcher(setting.get().text().strip());
        int first = range.matches() ? Integer.parseInt(range.group(1)) : 0;
        int last = first > 0 && range.group(2) != null ? Integer.parseInt(range.group(2)) : first;
        if (first < 1 || last < first || last > MAX_PORT || last - first >= MOST) {
            faults.add(new Fault(
                    "CK-6104",
                    setting.get().at(),
                    "`legacyPorts` is " + setting.get().shown() + ", which is no range of at most " + MOST + " ports",
                    "write the first and the last, for example 8880-8883"));
            return none();
        }
        return new LegacyPorts(IntStream.rangeClosed(first, last).boxed().toList());
    }

    /** The address with the next port in it, if it is one that needs a port and there is one left. */
    Setting addressOf(Setting address, Optional<Credentials> user) {
        boolean hasToken =
                user.filter(credentials -> credentials.username().isEmpty()).isPresent();
        boolean needsOne = address.text().strip().equalsIgnoreCase("esp32:") && !hasToken;
        return needsOne && left.hasNext() ? new Setting("esp32:?legacyPort=" + left.next(), address.at()) : address;
    }
}
