package io.camkit.http;

import io.camkit.Clock;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Counts wrong secrets by address: after {@value #ALLOWED} within a minute, whoever shares it waits until the minute is over. An IPv6
 * address counts with its /64, which one visitor has to himself. The newest {@value #MOST} addresses are remembered.
 *
 * <p><b>Threading.</b> Any thread.
 */
public final class AttemptLimiter {
    private static final int ALLOWED = 20;
    private static final int MOST = 4096;
    private static final long WINDOW = Duration.ofMinutes(1).toNanos();
    private static final int PREFIX = 8;

    /** One visitor's way to a limiter. */
    private record LimitedPeer(InetAddress address, boolean isPrivate, AttemptLimiter attempts) implements Peer {
        @Override
        public long secondsToWait() {
            return attempts.secondsToWait(address);
        }

        @Override
        public void wasWrong() {
            attempts.failed(address);
        }
    }

    private record Failures(int count, long until) {}

    private final Clock clock;
    private final Map<String, Failures> failures = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Failures> eldest) {
            return size() > MOST;
        }
    };

    /** A limiter that knows of no failure yet. */
    public AttemptLimiter(Clock clock) {
        this.clock = clock;
    }

    /**
     * A visitor whose failures count here.
     *
     * @param isPrivate what the visitor says of itself
     */
    public Peer peer(InetAddress address, boolean isPrivate) {
        return new LimitedPeer(address, isPrivate, this);
    }

    /** Seconds to wait before a secret of this address is looked at; 0 for none. */
    synchronized long secondsToWait(InetAddress address) {
        Failures known = failures.get(key(address));
        long left = known == null || known.count < ALLOWED ? 0 : known.until - clock.nanos();
        return left <= 0 ? 0 : Duration.ofNanos(left).toSeconds() + 1;
    }

    synchronized void failed(InetAddress address) {
        long now = clock.nanos();
        Failures known = failures.get(key(address));
        if (known == null || known.until - now <= 0) {
            failures.put(key(address), new Failures(1, now + WINDOW));
        } else {
            failures.put(key(address), new Failures(known.count + 1, known.until));
        }
    }

    private static String key(InetAddress address) {
        byte[] bytes = address.getAddress();
        return HexFormat.of().formatHex(address instanceof Inet6Address ? Arrays.copyOf(bytes, PREFIX) : bytes);
    }
}
