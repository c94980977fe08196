package io.camkit.sink.webrtc.dtls;

import io.camkit.sink.webrtc.srtp.SrtpKeys;
import io.camkit.sink.webrtc.srtp.SrtpProfile;
import io.camkit.testkit.ManualClock;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;

/** The two ends of peer connections, in one process and with a network between them that a test may spoil. */
final class Ends implements AutoCloseable {
    static final DtlsLimits QUICK = new DtlsLimits(2, 256, Duration.ofSeconds(10), Duration.ofMillis(20));
    private static final long PATIENCE_SECONDS = 60;

    final ManualClock clock = new ManualClock();
    final AtomicInteger threads = new AtomicInteger();
    final DtlsHandshakes clients;
    final DtlsHandshakes servers;

    Ends() {
        this(QUICK);
    }

    Ends(DtlsLimits limits) {
        clients = handshakes(limits);
        servers = handshakes(limits);
    }

    DtlsHandshakes handshakes(DtlsLimits limits) {
        var identity = DtlsIdentity.create(new SecureRandom(), clock.now());
        return new DtlsHandshakes(identity, clock, this::thread, limits);
    }

    private Thread thread(Runnable task) {
        threads.incrementAndGet();
        Thread thread = new Thread(task, "dtls-test");
        thread.setDaemon(true);
        return thread;
    }

    /** One end, and what it was told. */
    static final class End implements DtlsListener {
        final CompletableFuture<SrtpKeys> established = new CompletableFuture<>();
        final CompletableFuture<DtlsEnd> ended = new CompletableFuture<>();
        final List<String> told = Collections.synchronizedList(new ArrayList<>());

        @Override
        public void established(SrtpKeys keys) {
            told.add("established");
            established.complete(keys);
        }

        @Override
        public void ended(DtlsEnd how) {
            told.add("ended");
            ended.complete(how);
            established.completeExceptionally(new AssertionError(how.toString()));
        }

        SrtpKeys keys() {
            return await(established);
        }

        DtlsEnd end() {
            return await(ended);
        }

        /** The code that it failed with. */
        String code() {
            return end() instanceof DtlsEnd.Failed failed ? failed.cause().code() : end().toString();
        }
    }

    /** A client and a server that are connected. */
    static final class Pair {
        final End client = new End();
        final End server = new End();
        DtlsSession clientSession;
        DtlsSession serverSession;

        Pair start() {
            serverSession.start();
            clientSession.start();
            return this;
        }

        Pair established() {
            client.keys();
            server.keys();
            return this;
        }
    }

    /** How datagrams get to a session. */
    interface Network extends BiConsumer<DtlsSession, ByteBuffer> {
        Network PERFECT = DtlsSession::record;
    }

    Pair pair() {
        return pair(List.of(SrtpProfile.values()), Network.PERFECT);
    }

    Pair pair(List<SrtpProfile> ofClient, Network network) {
        var pair = new Pair();
        pair.clientSession = clients.session(
                DtlsRole.CLIENT,
                servers.fingerprint(),
                ofClient,
                datagram -> network.accept(pair.serverSession, datagram),
                pair.client);
        pair.serverSession = servers.session(
                DtlsRole.SERVER,
                clients.fingerprint(),
                datagram -> network.accept(pair.clientSession, datagram),
                pair.server);
        return pair;
    }

    static <T> T await(CompletableFuture<T> future) {
        try {
            return future.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new AssertionError("nothing was told", e);
        }
    }

    @Override
    public void close() {
        clients.close();
        servers.close();
    }
}
