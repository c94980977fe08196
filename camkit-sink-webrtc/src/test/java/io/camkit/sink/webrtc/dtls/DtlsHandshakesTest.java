package io.camkit.sink.webrtc.dtls;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.camkit.sink.webrtc.dtls.Ends.End;
import io.camkit.sink.webrtc.dtls.Ends.Pair;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class DtlsHandshakesTest {
    @Test
    void fiftyHandshakesAtOnceShareAFewThreads() {
        try (Ends ends = new Ends()) {
            List<Pair> pairs = new ArrayList<>();
            for (int i = 0; i < 50; i++) {
                pairs.add(ends.pair());
            }
            pairs.forEach(Pair::start);
            pairs.forEach(Pair::established);

            int both = 2 * (Ends.QUICK.threads() + 1);
            assertTrue(ends.threads.get() <= both, () -> ends.threads + " threads");
        }
    }

    @Test
    void whoeverComesWhenTooManyWaitIsToldSo() {
        try (Ends ends = new Ends(new DtlsLimits(2, 3, Duration.ofSeconds(10), Duration.ofMillis(20)))) {
            List<End> clients = new ArrayList<>();
            for (int i = 0; i < 6; i++) {
                var end = new End();
                clients.add(end);
                ends.clients
                        .session(DtlsRole.CLIENT, ends.servers.fingerprint(), datagram -> {}, end)
                        .start();
            }

            assertEquals("CK-7105", clients.get(5).code());
            assertEquals(
                    0,
                    clients.stream().limit(5).filter(end -> end.ended.isDone()).count());
        }
    }

    @Test
    void aHandshakeThatIsClosedWhileItWaitsMakesRoomForOthers() {
        try (Ends ends = new Ends(new DtlsLimits(2, 1, Duration.ofSeconds(10), Duration.ofMillis(20)))) {
            List<DtlsSession> sessions = new ArrayList<>();
            List<End> clients = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                var end = new End();
                clients.add(end);
                sessions.add(ends.clients.session(DtlsRole.CLIENT, ends.servers.fingerprint(), datagram -> {}, end));
            }
            sessions.subList(0, 3).forEach(DtlsSession::start);
            sessions.get(2).close();
            assertEquals(new DtlsEnd.Closed(), clients.get(2).end());
            sessions.get(3).start();
            sessions.get(3).close();

            assertEquals(new DtlsEnd.Closed(), clients.get(3).end());
        }
    }

    @Test
    void closingEndsWhatRunsAndWhatWaits() {
        List<End> clients = new ArrayList<>();
        try (Ends ends = new Ends()) {
            for (int i = 0; i < 5; i++) {
                var end = new End();
                var sent = new CompletableFuture<ByteBuffer>();
                clients.add(end);
                ends.clients
                        .session(DtlsRole.CLIENT, ends.servers.fingerprint(), sent::complete, end)
                        .start();
                if (i < Ends.QUICK.threads()) {
                    Ends.await(sent);
                }
            }
        }

        clients.forEach(end -> assertEquals(new DtlsEnd.Closed(), end.end()));
    }

    @Test
    void sessionsMayBeClosedAfterwards() {
        Ends ends = new Ends();
        Pair pair = ends.pair().start().established();
        ends.close();
        pair.serverSession.close();

        assertEquals(new DtlsEnd.Closed(), pair.server.end());
    }

    @Test
    void aWarmUpIsAWholeHandshake() {
        try (Ends ends = new Ends()) {
            Ends.await(ends.clients.warmUp().toCompletableFuture());

            assertEquals(0, ends.clock.armed());
        }
    }
}
