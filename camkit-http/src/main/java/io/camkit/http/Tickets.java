package io.camkit.http;

import io.camkit.Clock;
import io.camkit.http.Visitor.Scope;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Tickets that are good for a minute: what a WebSocket or an image takes where no header can be sent. One may be used again while it
 * lasts, because an image that reconnects has no other. Only their digests are kept, the newest {@value #MOST} of them.
 *
 * <p><b>Threading.</b> Any thread.
 */
final class Tickets {
    static final Duration LIFE = Duration.ofSeconds(60);
    private static final int MOST = 4096;
    private static final int BYTES = 32;

    private record Held(Principal principal, Scope scope, long until) {}

    private final Clock clock;
    private final SecureRandom random = new SecureRandom();
    private final Map<String, Held> held = new LinkedHashMap<>();

    Tickets(Clock clock) {
        this.clock = clock;
    }

    /** A new ticket that is worth {@code scope} of what its principal may. */
    synchronized String issue(Principal principal, Scope scope) {
        byte[] bytes = new byte[BYTES];
        random.nextBytes(bytes);
        String ticket = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        long now = clock.nanos();
        dropOld(now);
        held.put(digest(ticket), new Held(principal, scope, now + LIFE.toNanos()));
        return ticket;
    }

    private void dropOld(long now) {
        Iterator<Held> oldestFirst = held.values().iterator();
        while (oldestFirst.hasNext()) {
            boolean over = oldestFirst.next().until - now <= 0;
            if (!over && held.size() < MOST) {
                return;
            }
            oldestFirst.remove();
        }
    }

    /** Whoever holds {@code ticket}; empty when it is unknown, over, or its principal was revoked. */
    synchronized Optional<Visitor> visitor(String ticket) {
        Held found = held.get(digest(ticket));
        if (found == null || found.until - clock.nanos() <= 0 || found.principal.isRevoked()) {
            return Optional.empty();
        }
        return Optional.of(new Visitor(found.principal, found.scope));
    }

    private static String digest(String ticket) {
        return Base64.getEncoder().encodeToString(Sha256.of(ticket.getBytes(StandardCharsets.UTF_8)));
    }
}
