package io.camkit.server.config;

import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/** The configuration cannot be used; it names everything that is wrong with it, not only the first. */
public final class InvalidConfiguration extends Exception {
    private static final long serialVersionUID = 1L;

    private static final Comparator<Fault> IN_READING_ORDER = Comparator.<Fault, String>comparing(
                    fault -> fault.at().source())
            .thenComparingInt(fault -> fault.at().line())
            .thenComparingInt(fault -> fault.at().column());

    private final transient List<Fault> faults;

    private InvalidConfiguration(String message, List<Fault> faults) {
        super(message);
        this.faults = faults;
    }

    static InvalidConfiguration of(List<Fault> faults) {
        List<Fault> sorted = faults.stream().sorted(IN_READING_ORDER).toList();
        return new InvalidConfiguration(sorted.stream().map(Fault::toString).collect(Collectors.joining("\n")), sorted);
    }

    /** Everything that is wrong, in the order of the files. */
    public List<Fault> faults() {
        return faults;
    }
}
