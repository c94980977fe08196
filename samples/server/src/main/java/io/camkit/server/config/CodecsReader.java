package io.camkit.server.config;

import io.camkit.codec.javacv.Isolation;
import java.util.List;

/** Reads {@code codecs}. */
final class CodecsReader {
    private final List<Fault> faults;

    CodecsReader(List<Fault> faults) {
        this.faults = faults;
    }

    Isolation read(Section section) {
        Isolation isolation = section.text("isolation").map(this::isolation).orElse(Isolation.CHILD);
        section.end();
        return isolation;
    }

    private Isolation isolation(Setting setting) {
        return switch (setting.text().strip()) {
            case "child" -> Isolation.CHILD;
            case "inline" -> Isolation.INLINE;
            default -> {
                faults.add(new Fault(
                        "CK-6104",
                        setting.at(),
                        "`codecs.isolation` is " + setting.shown() + ", which is none of the values it can have",
                        "write child, or inline"));
                yield Isolation.CHILD;
            }
        };
    }
}
