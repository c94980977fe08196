package io.camkit.server.config;

import io.camkit.spi.Nullable;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What goes before the file: the command line, then the environment, then {@code .env}. It remembers which variables somebody asked for,
 * so that those that nobody knows can be named.
 */
final class Overrides {
    private static final String PREFIX = "CAMKIT_";

    /** Variables of the launcher, which the configuration does not know. */
    private static final Set<String> LAUNCHER = Set.of("CAMKIT_HEAP", "CAMKIT_DIRECT", "CAMKIT_STRESS_MODE");

    private final Map<String, String> commandLine;
    private final Map<String, String> environment;
    private final Map<String, Setting> dotEnv;
    private final Set<String> asked = new TreeSet<>();

    /**
     * @param commandLine by path, for example {@code listen.port}
     * @param environment the process's variables
     * @param dotEnv the variables of {@code .env}
     */
    Overrides(Map<String, String> commandLine, Map<String, String> environment, Map<String, Setting> dotEnv) {
        this.commandLine = commandLine;
        this.environment = environment;
        this.dotEnv = dotEnv;
    }

    /** The value that replaces the file's at {@code path}, for example {@code cameras.door.source}. */
    Optional<Setting> at(String path) {
        String told = commandLine.get(path);
        String name = PREFIX + path.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "_");
        asked.add(name);
        if (told != null) {
            String option = path.substring(path.lastIndexOf('.') + 1);
            return Optional.of(new Setting(told, Position.of("command line --" + option)));
        }
        // hosting platforms say PORT; our own name for it goes first, wherever it stands
        return variable(name).or(() -> path.equals("listen.port") ? variable("PORT") : Optional.empty());
    }

    /** A variable, from the environment or {@code .env}; an empty one counts as missing. */
    Optional<Setting> variable(String name) {
        asked.add(name);
        @Nullable String value = environment.get(name);
        if (value != null && !value.isEmpty()) {
            return Optional.of(new Setting(value, Position.of("environment " + name)));
        }
        return Optional.ofNullable(dotEnv.get(name))
                .filter(setting -> !setting.text().isEmpty());
    }

    /** Reports every variable of ours that nobody asked for. Called when everything is read. */
    void end(List<Fault> faults) {
        environment.keySet().stream()
                .filter(this::isUnknown)
                .forEach(name -> faults.add(unknown(name, Position.of("environment " + name))));
        dotEnv.forEach((name, setting) -> {
            if (isUnknown(name)) {
                faults.add(unknown(name, setting.at()));
            }
        });
    }

    private boolean isUnknown(String name) {
        return name.startsWith(PREFIX) && !LAUNCHER.contains(name) && !asked.contains(name);
    }

    private Fault unknown(String name, Position at) {
        String mend = Spelling.nearest(name, asked)
                .map(near -> "did you mean " + near + "?")
                .orElse("remove it; docs/configuration.md says which there are");
        return new Fault("CK-6115", at, "the variable " + name + " sets nothing", mend);
    }
}
