package io.camkit.http;

import io.camkit.CamkitException;
import io.camkit.Clock;
import io.camkit.http.Access.Token;
import io.camkit.spi.Nullable;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Who is known right now, and how they show it: a bearer token, a ticket, or nothing at all when access is open.
 *
 * <p><b>Threading.</b> Any thread.
 */
final class GrantBook {
    private static final String SCHEME = "Bearer ";

    /** A principal and the digest of his token. */
    private static final class Known {
        private final Token token;
        private final byte[] digest;
        private final Principal principal;

        Known(Token token) {
            this.token = token;
            this.digest = GrantBook.digest(token.token().reveal());
            this.principal = Principal.holderOf(token);
        }
    }

    /** What came of looking at a visitor's credentials. */
    sealed interface Answer {
        /** Nobody we know. */
        record Nobody() implements Answer {}

        /** Nobody we know, though he showed a token. */
        record WrongToken() implements Answer {}

        /** Somebody. */
        record Somebody(Visitor visitor) implements Answer {}

        /** Too many wrong tokens came from there. */
        record TooManyAttempts(long seconds) implements Answer {}
    }

    private static final Answer NOBODY = new Answer.Nobody();

    private final boolean loopback;
    private final AttemptLimiter attempts;
    private final Tickets tickets;
    private @Nullable Principal anybody;
    private List<Known> known = List.of();

    GrantBook(Clock clock, boolean loopback, Access access) {
        this.loopback = loopback;
        this.attempts = new AttemptLimiter(clock);
        this.tickets = new Tickets(clock);
        replace(access);
    }

    AttemptLimiter attempts() {
        return attempts;
    }

    Tickets tickets() {
        return tickets;
    }

    synchronized boolean isOpen() {
        return anybody != null;
    }

    /** Takes over another list. Who stands in it unchanged keeps his streams; everybody else's end. */
    void replace(Access access) {
        gone(access).forEach(Principal::revoke);
    }

    private synchronized List<Principal> gone(Access access) {
        if (access instanceof Access.Open && !loopback) {
            throw new CamkitException(
                    "CK-5201",
                    "`access: open` would show every camera to the whole network",
                    "",
                    "bind to 127.0.0.1, or list tokens under `access`",
                    CamkitException.Retry.GIVE_UP);
        }
        List<Principal> gone = new ArrayList<>();
        List<Known> next = new ArrayList<>();
        List<Token> tokens = access instanceof Access.Tokens listed ? listed.tokens() : List.of();
        for (Known one : known) {
            if (tokens.contains(one.token)) {
                next.add(one);
            } else {
                gone.add(one.principal);
            }
        }
        tokens.stream()
                .filter(token -> known.stream().noneMatch(one -> one.token.equals(token)))
                .forEach(token -> next.add(new Known(token)));
        known = List.copyOf(next);
        if (access instanceof Access.Open) {
            anybody = anybody == null ? Principal.anybody() : anybody;
        } else if (anybody != null) {
            gone.add(anybody);
            anybody = null;
        }
        return gone;
    }

    /** Ends one token until a list with it takes over. Says whether there was one. */
    boolean revoke(String name) {
        List<Principal> gone = new ArrayList<>();
        synchronized (this) {
            known.stream().filter(one -> one.token.name().equals(name)).forEach(one -> gone.add(one.principal));
            known = known.stream().filter(one -> !one.token.name().equals(name)).toList();
        }
        gone.forEach(Principal::revoke);
        return !gone.isEmpty();
    }

    /**
     * Looks at credentials. A wrong token counts against its address; a wrong ticket does not, because nobody guesses 256 random bits:
     * it is an old one.
     */
    Answer identify(Optional<String> authorization, Optional<String> ticket, InetAddress from) {
        Principal everybody = anybody();
        if (everybody != null) {
            return new Answer.Somebody(new Visitor(everybody, null));
        }
        if (authorization.isPresent()) {
            return byToken(authorization.get(), from);
        }
        return ticket.flatMap(tickets::visitor)
                .<Answer>map(Answer.Somebody::new)
                .orElse(NOBODY);
    }

    private synchronized @Nullable Principal anybody() {
        return anybody;
    }

    private Answer byToken(String authorization, InetAddress from) {
        long wait = attempts.secondsToWait(from);
        if (wait > 0) {
            return new Answer.TooManyAttempts(wait);
        }
        if (authorization.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            Principal holder = holder(authorization.substring(SCHEME.length()).strip());
            if (holder != null) {
                return new Answer.Somebody(new Visitor(holder, null));
            }
        }
        attempts.failed(from);
        return new Answer.WrongToken();
    }

    /** Compares with every token to the end, so that the time taken says nothing. */
    private synchronized @Nullable Principal holder(String token) {
        byte[] digest = digest(token);
        Principal holder = null;
        for (Known one : known) {
            if (MessageDigest.isEqual(one.digest, digest)) {
                holder = one.principal;
            }
        }
        return holder;
    }

    private static byte[] digest(String token) {
        return Sha256.of(token.getBytes(StandardCharsets.UTF_8));
    }
}
