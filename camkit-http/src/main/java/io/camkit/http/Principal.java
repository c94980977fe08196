package io.camkit.http;

import io.camkit.http.Access.Token;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Somebody who is known: the holder of one token, or anybody when access is open. Once revoked, for good. */
final class Principal {
    private static final String ALL = "*";

    private final String name;
    private final Set<String> cameras;
    private final Set<Action> actions;
    private final Set<Once> whenRevoked = ConcurrentHashMap.newKeySet();
    private volatile boolean revoked;

    private Principal(String name, Set<String> cameras, Set<Action> actions) {
        this.name = name;
        this.cameras = cameras;
        this.actions = actions;
    }

    static Principal anybody() {
        return new Principal("anybody", Set.of(ALL), Set.of(Action.values()));
    }

    static Principal holderOf(Token token) {
        return new Principal(token.name(), token.cameras(), token.actions());
    }

    String name() {
        return name;
    }

    boolean may(Action action, String camera) {
        return actions.contains(action) && (cameras.contains(ALL) || cameras.contains(camera));
    }

    boolean mayWithAll(Action action) {
        return actions.contains(action) && cameras.contains(ALL);
    }

    boolean maySomewhere(Action action) {
        return actions.contains(action) && !cameras.isEmpty();
    }

    boolean isRevoked() {
        return revoked;
    }

    Grant.Registration onRevoked(Runnable task) {
        Once once = new Once(task);
        whenRevoked.add(once);
        if (revoked) {
            once.run();
        }
        return once;
    }

    void revoke() {
        revoked = true;
        whenRevoked.forEach(Once::run);
    }

    /** A task that leaves the list by running, so that it runs at most once. */
    private final class Once implements Grant.Registration {
        private final Runnable task;

        Once(Runnable task) {
            this.task = task;
        }

        void run() {
            if (whenRevoked.remove(this)) {
                task.run();
            }
        }

        @Override
        public void close() {
            whenRevoked.remove(this);
        }
    }
}
