package io.camkit.process;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Programs of one line for tests. */
final class Python {
    private static final Path INTERPRETER = Path.of("/usr/bin/python3");

    private Python() {}

    static Command running(String code, String... arguments) {
        List<String> all = new ArrayList<>(List.of("-ISu", "-c", code));
        all.addAll(List.of(arguments));
        return Command.of(INTERPRETER, all);
    }
}
