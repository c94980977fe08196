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

    /** How datagrams get to a session. */
    @FunctionalInterface
    interface Network {
        Network PERFECT = DtlsSession::record;

        void carry(DtlsSession to, ByteBuffer datagram);
    }

    /** What one end insists on. */
    record Insists(DtlsFingerprint peer, List<SrtpProfile> profiles) {}

    /** A client and a server that are connected. */
    final class Pair {
        final End client = new End();
        final End server = new End();
        final DtlsSession clientSession;
        final DtlsSession serverSession;
        private final Network network;

        Pair(Insists ofClient, Insists ofServer, Network network) {
            this.network = network;
            this.clientSession =
                    clients.session(DtlsRole.CLIENT, ofClient.peer, ofClient.profiles, this::toServer, client);
            this.serverSession =
                    servers.session(DtlsRole.SERVER, ofServer.peer, ofServer.profiles, this::toClient, server);
        }

        private void toServer(ByteBuffer datagram) {
            network.carry(serverSession, datagram);
        }

        private void toClient(ByteBuffer datagram) {
            network.carry(clientSession, datagram);
        }

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

    Pair pair() {
        return pair(Network.PERFECT);
    }

    Pair pair(Network network) {
        return new Pair(client(SrtpProfile.values()), server(SrtpProfile.values()), network);
    }

    /** What a client insists on that is to be connected with a server. */
    Insists client(SrtpProfile... profiles) {
        return new Insists(servers.fingerprint(), List.of(profiles));
    }

    Insists server(SrtpProfile... profiles) {
        return new Insists(clients.fingerprint(), List.of(profiles));
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
