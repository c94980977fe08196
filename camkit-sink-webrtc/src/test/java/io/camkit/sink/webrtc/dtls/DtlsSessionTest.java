package io.camkit.sink.webrtc.dtls;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.camkit.sink.webrtc.dtls.Ends.End;
import io.camkit.sink.webrtc.dtls.Ends.Network;
import io.camkit.sink.webrtc.dtls.Ends.Pair;
import io.camkit.sink.webrtc.srtp.SrtpDecryptor;
import io.camkit.sink.webrtc.srtp.SrtpEncryptor;
import io.camkit.sink.webrtc.srtp.SrtpKeys;
import io.camkit.sink.webrtc.srtp.SrtpProfile;
import io.camkit.spi.Nullable;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DtlsSessionTest {
    private final Ends ends = new Ends();

    @AfterEach
    void close() {
        ends.close();
    }

    @ParameterizedTest
    @EnumSource
    void bothEndsHaveTheSameKeys(SrtpProfile profile) {
        Pair pair = ends.pair(List.of(profile), Network.PERFECT).start();

        assertEquals(profile, pair.server.keys().profile());
        assertCarries(pair.client.keys(), pair.server.keys());
        assertCarries(pair.server.keys(), pair.client.keys());
    }

    private static void assertCarries(SrtpKeys sender, SrtpKeys receiver) {
        byte[] packet = new byte[100];
        packet[0] = (byte) 0x80;
        int length = new SrtpEncryptor(sender.local()).protect(packet, 12, 80, 0);

        assertEquals(80, new SrtpDecryptor(receiver.remote()).unprotect(packet, length));
    }

    @Test
    void theServerPrefersGaloisCounterMode() {
        Pair pair = ends.pair(
                        List.of(SrtpProfile.AES128_CM_HMAC_SHA1_80, SrtpProfile.AEAD_AES_128_GCM), Network.PERFECT)
                .start();

        assertEquals(SrtpProfile.AEAD_AES_128_GCM, pair.client.keys().profile());
    }

    @Test
    void datagramsThatComeBeforeTheStartAreNotLost() {
        var begun = new CompletableFuture<Void>();
        Pair pair = ends.pair(List.of(SrtpProfile.values()), (to, datagram) -> {
            to.record(datagram);
            begun.complete(null);
        });
        pair.clientSession.start();
        Ends.await(begun);
        pair.serverSession.start();

        pair.established();
    }

    @Test
    void aServerRefusesAClientWithAnotherCertificate() {
        var client = new End();
        var server = new End();
        var sessions = new DtlsSession[2];
        sessions[0] = ends.clients.session(
                DtlsRole.CLIENT, ends.servers.fingerprint(), datagram -> sessions[1].record(datagram), client);
        sessions[1] = ends.servers.session(
                DtlsRole.SERVER, ends.servers.fingerprint(), datagram -> sessions[0].record(datagram), server);
        sessions[1].start();
        sessions[0].start();

        assertEquals("CK-7102", server.code());
        assertEquals("CK-7106", client.code());
        assertTrue(client.end().toString().contains("bad_certificate"), client.end()::toString);
        assertEquals(List.of("ended"), server.told);
    }

    @Test
    void aClientRefusesAServerWithAnotherCertificate() {
        var client = new End();
        var server = new End();
        var sessions = new DtlsSession[2];
        sessions[0] = ends.clients.session(
                DtlsRole.CLIENT, ends.clients.fingerprint(), datagram -> sessions[1].record(datagram), client);
        sessions[1] = ends.servers.session(
                DtlsRole.SERVER, ends.clients.fingerprint(), datagram -> sessions[0].record(datagram), server);
        sessions[1].start();
        sessions[0].start();

        assertEquals("CK-7102", client.code());
        assertEquals("CK-7106", server.code());
    }

    @ParameterizedTest
    @EnumSource
    void whicheverDatagramIsLostTheHandshakeComesAbout(DtlsRole sender) {
        for (int lost = 0; lost < 7; lost++) {
            Pair pair = ends.pair(List.of(SrtpProfile.values()), losing(sender, lost))
                    .start();

            assertCarries(pair.client.keys(), pair.server.keys());
        }
    }

    /** Loses one datagram of those that an end sends. */
    private static Network losing(DtlsRole sender, int lost) {
        var sent = new AtomicInteger();
        return (to, datagram) -> {
            if (to.role() == sender || sent.getAndIncrement() != lost) {
                to.record(datagram);
            }
        };
    }

    @Test
    void datagramsMayComeTwice() {
        Network doubling = (to, datagram) -> {
            to.record(datagram);
            to.record(datagram);
        };
        Pair pair = ends.pair(List.of(SrtpProfile.values()), doubling).start();

        assertCarries(pair.client.keys(), pair.server.keys());
    }

    @Test
    void datagramsMayComeInAnotherOrder() {
        Map<DtlsSession, ByteBuffer> held = new ConcurrentHashMap<>();
        Network swapping = (to, datagram) -> {
            @Nullable ByteBuffer before = held.remove(to);
            if (before == null) {
                held.put(to, datagram);
            } else {
                to.record(datagram);
                to.record(before);
            }
        };
        Pair pair = ends.pair(List.of(SrtpProfile.values()), swapping).start();

        assertCarries(pair.client.keys(), pair.server.keys());
    }

    @Test
    void aServerRepeatsItsLastFlightWhenThatIsLost() {
        var pair = new CompletableFuture<Pair>();
        Network losingTheEnd = (to, datagram) -> {
            Pair known = Ends.await(pair);
            boolean last = to == known.clientSession && datagram.getShort(3) == 1;
            if (!last || known.server.established.isDone()) {
                to.record(datagram);
            }
        };
        pair.complete(ends.pair(List.of(SrtpProfile.values()), losingTheEnd));

        Ends.await(pair).start().established();
    }

    @Test
    void theServersGoodbyeIsHeard() {
        Pair pair = ends.pair().start().established();
        pair.serverSession.close();

        assertEquals(new DtlsEnd.Closed(), pair.server.end());
        assertEquals(new DtlsEnd.Left(), pair.client.end());
    }

    @Test
    void theClientsGoodbyeIsHeard() {
        Pair pair = ends.pair().start().established();
        pair.clientSession.close();
        pair.clientSession.close();

        assertEquals(new DtlsEnd.Closed(), pair.client.end());
        assertEquals(new DtlsEnd.Left(), pair.server.end());
        assertEquals(List.of("established", "ended"), pair.server.told);
        assertEquals(List.of("established", "ended"), pair.client.told);
    }

    @Test
    void garbageEndsNoHandshakeAndNoSession() {
        var random = new Random(1);
        Pair pair = ends.pair(List.of(SrtpProfile.values()), (to, datagram) -> {
            for (int i = 0; i < 2; i++) {
                to.record(garbage(random));
            }
            to.record(datagram);
        });
        pair.start().established();
        for (int i = 0; i < 10_000; i++) {
            pair.serverSession.record(garbage(random));
        }
        pair.serverSession.close();

        assertEquals(new DtlsEnd.Closed(), pair.server.end());
        assertEquals(new DtlsEnd.Left(), pair.client.end());
    }

    private static synchronized ByteBuffer garbage(Random random) {
        byte[] bytes = new byte[random.nextInt(100)];
        random.nextBytes(bytes);
        if (bytes.length > 0) {
            bytes[0] = (byte) (20 + random.nextInt(44)); // as whoever tells DTLS from others lets through
        }
        return ByteBuffer.wrap(bytes);
    }

    @Test
    void anEstablishedSessionIgnoresAlertsThatAreNotAuthentic() {
        Pair pair = ends.pair().start().established();
        pair.serverSession.record(hex("15fefd00000000000000ff00020228"));
        pair.serverSession.record(hex("15fefd00000000000000ff00020100"));
        pair.serverSession.record(hex("15fefd00010000000000ff00020228"));
        pair.clientSession.close();

        assertEquals(new DtlsEnd.Left(), pair.server.end());
    }

    private static ByteBuffer hex(String digits) {
        return ByteBuffer.wrap(HexFormat.of().parseHex(digits));
    }

    @Test
    void aClientThatHearsNothingGivesUpAtTheDeadline() {
        var client = new End();
        var sent = new CompletableFuture<ByteBuffer>();
        ends.clients
                .session(DtlsRole.CLIENT, ends.servers.fingerprint(), sent::complete, client)
                .start();
        Ends.await(sent);
        ends.clock.advance(Duration.ofSeconds(10));

        assertEquals("CK-7103", client.code());
    }

    @Test
    void aServerThatHearsNothingGivesUpAtTheDeadlineAndTakesNoThreadForIt() {
        var server = new End();
        ends.servers
                .session(DtlsRole.SERVER, ends.clients.fingerprint(), datagram -> {}, server)
                .start();
        assertEquals(0, ends.threads.get());
        ends.clock.advance(Duration.ofSeconds(10));

        assertEquals("CK-7103", server.code());
    }

    @Test
    void thereIsNoDeadlineOnceASessionIsEstablished() {
        ends.pair().start().established();

        assertEquals(0, ends.clock.armed());
    }

    @Test
    void closingEndsAHandshake() {
        var client = new End();
        var sent = new CompletableFuture<ByteBuffer>();
        DtlsSession session = ends.clients.session(DtlsRole.CLIENT, ends.servers.fingerprint(), sent::complete, client);
        session.start();
        Ends.await(sent);
        session.close();

        assertEquals(new DtlsEnd.Closed(), client.end());
        assertEquals(List.of("ended"), client.told);
    }

    @Test
    void aSessionThatWasNeverStartedIsClosedToo() {
        Pair pair = ends.pair();
        pair.serverSession.close();
        pair.serverSession.start();

        assertEquals(new DtlsEnd.Closed(), pair.server.end());
        assertEquals(0, ends.clock.armed());
    }

    @Test
    void moreDatagramsThanAHandshakeHasAreDroppedAndCounted() {
        Pair pair = ends.pair();
        for (int i = 0; i < Inbox.MOST + 5; i++) {
            pair.serverSession.record(ByteBuffer.allocate(20));
        }
        pair.serverSession.record(ByteBuffer.allocate(Inbox.RECEIVE_LIMIT + 1));

        assertEquals(6, pair.serverSession.dropped());
    }

    @Test
    void aPeerWithNoProfileInCommonIsRefused() {
        Pair pair = ends.pair(List.of(SrtpProfile.AES128_CM_HMAC_SHA1_80), Network.PERFECT);
        var server = new End();
        pair.serverSession = ends.servers.session(
                DtlsRole.SERVER,
                ends.clients.fingerprint(),
                List.of(SrtpProfile.AEAD_AES_128_GCM),
                pair.clientSession::record,
                server);
        pair.start();

        assertEquals("CK-7104", server.code());
        assertInstanceOf(DtlsEnd.Failed.class, pair.client.end());
    }
}
