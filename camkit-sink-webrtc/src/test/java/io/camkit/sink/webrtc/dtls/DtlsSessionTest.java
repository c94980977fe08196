package io.camkit.sink.webrtc.dtls;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.camkit.sink.webrtc.dtls.Ends.End;
import io.camkit.sink.webrtc.dtls.Ends.Insists;
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
        Pair pair = ends.new Pair(ends.client(profile), ends.server(SrtpProfile.values()), Network.PERFECT).start();

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
        var client = ends.client(SrtpProfile.AES128_CM_HMAC_SHA1_80, SrtpProfile.AEAD_AES_128_GCM);
        Pair pair = ends.new Pair(client, ends.server(SrtpProfile.values()), Network.PERFECT).start();

        assertEquals(SrtpProfile.AEAD_AES_128_GCM, pair.client.keys().profile());
    }

    @Test
    void datagramsThatComeBeforeTheStartAreNotLost() {
        var begun = new CompletableFuture<Void>();
        Pair pair = ends.pair((to, datagram) -> {
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
        var server = new Insists(ends.servers.fingerprint(), List.of(SrtpProfile.values()));
        Pair pair = ends.new Pair(ends.client(SrtpProfile.values()), server, Network.PERFECT).start();

        assertEquals("CK-7102", pair.server.code());
        assertEquals(List.of("ended"), pair.server.told);
        assertEquals("CK-7106", pair.client.code());
        assertTrue(pair.client.end().toString().contains("bad_certificate"), pair.client.end()::toString);
    }

    @Test
    void aClientRefusesAServerWithAnotherCertificate() {
        var client = new Insists(ends.clients.fingerprint(), List.of(SrtpProfile.values()));
        Pair pair = ends.new Pair(client, ends.server(SrtpProfile.values()), Network.PERFECT).start();

        assertEquals("CK-7102", pair.client.code());
        assertEquals("CK-7106", pair.server.code());
    }

    @ParameterizedTest
    @EnumSource
    void whicheverDatagramIsLostTheHandshakeComesAbout(DtlsRole sender) {
        for (int lost = 0; lost < 7; lost++) {
            Pair pair = ends.pair(losing(sender, lost)).start();

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
        Pair pair = ends.pair(doubling).start();

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
        Pair pair = ends.pair(swapping).start();

        assertCarries(pair.client.keys(), pair.server.keys());
    }

    @Test
    void aServerRepeatsItsLastFlightWhenThatIsLost() {
        var repeats = new AtomicInteger();
        Network losingTheEnd = (to, datagram) -> {
            boolean last = to.role() == DtlsRole.CLIENT && datagram.getShort(3) == 1;
            if (!last || repeats.getAndIncrement() > 0) {
                to.record(datagram);
            }
        };
        ends.pair(losingTheEnd).start().established();

        assertTrue(repeats.get() > 1);
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
        Pair pair = ends.pair((to, datagram) -> {
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
        Pair pair = ends
                .new Pair(
                        ends.client(SrtpProfile.AES128_CM_HMAC_SHA1_80),
                        ends.server(SrtpProfile.AEAD_AES_128_GCM),
                        Network.PERFECT)
                .start();

        assertEquals("CK-7104", pair.server.code());
        assertEquals("CK-7106", pair.client.code());
    }
}
