package io.camkit.sink.webrtc.ice;

import io.camkit.sink.webrtc.stun.StunAnswer;
import io.camkit.sink.webrtc.stun.StunKey;
import io.camkit.sink.webrtc.stun.StunMessage;
import io.camkit.spi.Nullable;
import java.nio.ByteBuffer;
import java.time.Duration;

/**
 * The end of one connection that checks nothing itself: it answers the other end's checks, and uses the way that the other end
 * chooses (RFC 8445, section 2.5). That they go on to come is its consent to be sent to (RFC 7675).
 *
 * <p><b>Threading.</b> One thread.
 *
 * @param <W> what ways are known by
 */
public final class IceLite<W extends Way> {
    private static final long CONSENT_NANOS = Duration.ofSeconds(30).toNanos();

    private Agreed agreed;
    private @Nullable Agreed next;
    private @Nullable W path;
    private long heardNanos;

    /** What checks of the other end are known by. */
    private record Agreed(StunKey key, String user) {
        static Agreed of(IceCredentials local, String remoteUfrag) {
            return new Agreed(local.key(), local.ufrag() + ":" + remoteUfrag);
        }

        boolean isOf(StunMessage check) {
            return user.equals(check.username()) && check.integrityHolds(key);
        }
    }

    /**
     * @param remoteUfrag the other end's user name fragment
     * @param nowNanos when the answer was given: from there on it has to be heard
     */
    public IceLite(IceCredentials local, String remoteUfrag, long nowNanos) {
        this.agreed = Agreed.of(local, remoteUfrag);
        this.heardNanos = nowNanos;
    }

    /**
     * Begins anew (RFC 8445, section 9). What is known already stays valid until the first check with the new credentials, which shows a
     * new path.
     */
    public void restart(IceCredentials local, String remoteUfrag) {
        next = Agreed.of(local, remoteUfrag);
    }

    /** Whether it was to begin anew, and no check with the new credentials has come. */
    public boolean isRestarting() {
        return next != null;
    }

    /**
     * Answers a check.
     *
     * @param from the way that it came
     * @return what to send back there; null for nothing: it is no check of the other end
     */
    public @Nullable ByteBuffer answer(StunMessage check, W from, long nowNanos) {
        Agreed by = check.isBindingRequest() ? of(check) : null;
        if (by == null) {
            return null;
        }
        if (check.isControlled()) {
            return StunAnswer.roleConflict(check, by.key());
        }
        if (by.equals(next)) {
            agreed = by;
            next = null;
            path = null;
        }
        if (path == null || check.useCandidate()) {
            path = from;
        }
        if (from.equals(path)) {
            heardNanos = nowNanos;
        }
        return StunAnswer.success(check, from.remote(), by.key());
    }

    private @Nullable Agreed of(StunMessage check) {
        Agreed fresh = next;
        if (fresh != null && fresh.isOf(check)) {
            return fresh;
        }
        return agreed.isOf(check) ? agreed : null;
    }

    /** How the other end is reached; null before its first check. What it nominated last counts (RFC 8445, section 8.1.1). */
    public @Nullable W path() {
        return path;
    }

    /** Whether the other end was not heard of for so long that nothing may be sent to it any more. */
    public boolean isExpired(long nowNanos) {
        return nowNanos - heardNanos > CONSENT_NANOS;
    }
}
