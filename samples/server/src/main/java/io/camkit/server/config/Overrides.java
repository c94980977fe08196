package io.camkit.server.config;

import io.camkit.spi.Nullable;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What goes before the file: the command line, then the environment, then {@code .env}.
 *
 * @param commandLine by path, for example {@code listen.port}
 * @param environment the process's variables
 * @param dotEnv the variables of {@code .env}
 */
record Overrides(Map<String, String> commandLine, Map<String, String> environment, Map<String, Setting> dotEnv) {
    /** The value that replaces the file's at {@code path}, for example {@code cameras.door.source}. */
    Optional<Setting> at(String path) {
        String told = commandLine.get(path);
        if (told != null) {
            String option = path.substring(path.lastIndexOf('.') + 1);
            return Optional.of(new Setting(told, Position.of("command line --" + option)));
        }
        String name = "CAMKIT_" + path.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "_");
        // hosting platforms say PORT; our own name for it goes first, wherever it stands
        return variable(name).or(() -> path.equals("listen.port") ? variable("PORT") : Optional.empty());
    }

    /** A variable, from the environment or {@code .env}; an empty one counts as missing. */
    Optional<Setting> variable(String name) {
        @Nullable String value = environment.get(name);
        if (value != null && !value.isEmpty()) {
            return Optional.of(new Setting(value, Position.of("environment " + name)));
        }
        return Optional.ofNullable(dotEnv.get(name))
                .filter(setting -> !setting.text().isEmpty());
    }
}
