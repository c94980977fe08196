package io.camkit.http;

import io.camkit.spi.Nullable;
import java.util.Optional;

/**
 * A principal as he came: with all his rights, or with the one that a ticket carries.
 *
 * @param ticket what the ticket narrows his rights to; null for a token
 */
record Visitor(Principal principal, @Nullable Scope ticket) {
    /**
     * What a ticket is good for.
     *
     * @param camera an id, or {@code *} for whatever the principal may
     */
    record Scope(String camera, Action action) {
        boolean covers(Action wanted, String wantedCamera) {
            return action == wanted && (coversAll() || camera.equals(wantedCamera));
        }

        boolean coversAll() {
            return camera.equals("*");
        }
    }

    /** A right to do {@code action} with {@code camera}. */
    Optional<Grant> grant(Action action, String camera) {
        Grant grant = new Right(this, action);
        return grant.covers(camera) ? Optional.of(grant) : Optional.empty();
    }

    /** A right to do {@code action} with whatever it covers. */
    Optional<Grant> grant(Action action) {
        boolean some = principal.maySomewhere(action) && (ticket == null || ticket.action() == action);
        return some ? Optional.of(new Right(this, action)) : Optional.empty();
    }

    /** Rights end with their principal. */
    private record Right(Visitor visitor, Action action) implements Grant {
        @Override
        public String principal() {
            return visitor.principal.name();
        }

        @Override
        public boolean covers(String camera) {
            Scope ticket = visitor.ticket;
            return visitor.principal.may(action, camera) && (ticket == null || ticket.covers(action, camera));
        }

        @Override
        public boolean coversAll() {
            Scope ticket = visitor.ticket;
            return visitor.principal.mayWithAll(action)
                    && (ticket == null || (ticket.coversAll() && ticket.action() == action));
        }

        @Override
        public Registration onRevoked(Runnable task) {
            return visitor.principal.onRevoked(task);
        }
    }
}
