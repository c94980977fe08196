package io.camkit.http;

import io.camkit.CamkitException;
import io.camkit.Secret;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Who may do what: everybody everything, or whoever holds a token what it says. */
public sealed interface Access {
    /** Everybody may do everything. Only for a server that is bound to loopback. */
    record Open() implements Access {}

    /** Holders of these tokens. */
    record Tokens(List<Token> tokens) implements Access {
        /**
         * Copies and checks.
         *
         * @throws CamkitException {@code CK-5202} if two tokens share a name or a secret
         */
        public Tokens {
            tokens = List.copyOf(tokens);
            Set<String> names = new HashSet<>();
            Set<Secret> secrets = new HashSet<>();
            for (Token token : tokens) {
                if (!names.add(token.name()) || !secrets.add(token.token())) {
                    throw new CamkitException(
                            "CK-5202",
                            "two tokens have the same name or the same secret",
                            "token " + token.name(),
                            "give every token its own name and its own `token`",
                            CamkitException.Retry.GIVE_UP);
                }
            }
        }
    }

    /**
     * One token.
     *
     * @param name for logs and {@link CamHttp#revoke}
     * @param token the secret, at least 16 characters
     * @param cameras ids, or {@code *} for all, those to come included
     * @param actions what its holder may do with them
     */
    record Token(String name, Secret token, Set<String> cameras, Set<Action> actions) {
        private static final int SHORTEST = 16;

        /**
         * Copies and checks.
         *
         * @throws CamkitException {@code CK-5203} if the secret is so short that it can be guessed
         */
        public Token {
            cameras = Set.copyOf(cameras);
            actions = Set.copyOf(actions);
            if (token.reveal().length() < SHORTEST) {
                throw new CamkitException(
                        "CK-5203",
                        "the secret has " + token.reveal().length() + " characters, at least " + SHORTEST
                                + " are needed",
                        "token " + name,
                        "take the output of `openssl rand -hex 24`",
                        CamkitException.Retry.GIVE_UP);
            }
        }
    }

    /** Everybody may do everything; loopback only. */
    static Access open() {
        return new Open();
    }

    /** Holders of these tokens, and nobody else. */
    static Access tokens(List<Token> tokens) {
        return new Tokens(tokens);
    }
}
