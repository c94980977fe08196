package io.camkit.server.config;

import io.camkit.Secret;
import io.camkit.http.Action;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Who may see what. */
public sealed interface AccessConfig {
    /** Anybody who reaches the port; only on loopback. */
    record Open() implements AccessConfig {}

    /** Whoever carries one of these. */
    record Tokens(List<Token> tokens) implements AccessConfig {
        /** Copies. */
        public Tokens {
            tokens = List.copyOf(tokens);
        }
    }

    /**
     * One token.
     *
     * @param name what logs and pages call it
     * @param token the secret itself
     * @param cameras ids; empty for all, those to come included
     * @param actions what it lets its holder do
     */
    record Token(String name, Secret token, Optional<Set<String>> cameras, Set<Action> actions) {}
}
