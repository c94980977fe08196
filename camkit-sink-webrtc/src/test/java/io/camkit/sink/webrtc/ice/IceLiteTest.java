package io.camkit.sink.webrtc.ice;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.camkit.sink.webrtc.stun.StunKey;
import io.camkit.sink.webrtc.stun.StunMessage;
import io.camkit.sink.webrtc.stun.WrittenStun;
import io.camkit.spi.Nullable;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class IceLiteTest {
    private static final int SUCCESS = 0x0101;
    private static final int ERROR = 0x0111;
    private static final long START = Duration.ofHours(1).toNanos();
    private static final long CONSENT = Duration.ofSeconds(30).toNanos();
    private static final String USER = "local:remote";
    private static final Place WLAN = Place.of("192.0.2.1");
    private static final Place CABLE = Place.of("192.0.2.2");

    private final IceCredentials local = new IceCredentials("local", "a password of ours, long");
    private final IceLite<Place> ice = new IceLite<>(local, "remote", START);

    private record Place(InetSocketAddress remote) implements Way {
        static Place of(String address) {
            return new Place(new InetSocketAddress(address, 5000));
        }
    }

    private @Nullable ByteBuffer answer(WrittenStun check, Place from, long afterNanos) {
        StunMessage message =
                StunMessage.read(check.signed(local.key()).fingerprint().done());
        assertNotNull(message);
        return ice.answer(message, from, START + afterNanos);
    }

    private void check(Place from, long afterNanos) {
        assertNotNull(answer(WrittenStun.check(USER), from, afterNanos));
    }

    private void nominate(Place from, long afterNanos) {
        assertNotNull(answer(WrittenStun.check(USER).nominating(), from, afterNanos));
    }

    @Test
    void aCheckIsAnsweredWithOurSignature() {
        ByteBuffer answer = answer(WrittenStun.check(USER), WLAN, 0);

        assertNotNull(answer);
        assertEquals(SUCCESS, answer.getShort(0));
        StunMessage read = StunMessage.read(answer);
        assertNotNull(read);
        assertTrue(read.integrityHolds(local.key()));
    }

    @Test
    void thereIsNoPathBeforeTheFirstCheck() {
        assertNull(ice.path());
    }

    @Test
    void theFirstCheckShowsAPathBeforeOneIsNominated() {
        check(WLAN, 0);

        assertEquals(WLAN, ice.path());
    }

    @Test
    void aCheckFromElsewhereMovesNothingUnlessItNominates() {
        check(WLAN, 0);
        check(CABLE, 0);

        assertEquals(WLAN, ice.path());
    }

    @Test
    void theNominatedPathIsUsed() {
        check(WLAN, 0);
        nominate(CABLE, 0);

        assertEquals(CABLE, ice.path());
    }

    @Test
    void theNewestNominationWins() {
        nominate(WLAN, 0);
        nominate(CABLE, 0);
        nominate(WLAN, 0);

        assertEquals(WLAN, ice.path());
    }

    @Test
    void aCheckForAnotherUserIsNotAnswered() {
        assertNull(answer(WrittenStun.check("local:other").nominating(), WLAN, 0));
        assertNull(ice.path());
    }

    @Test
    void aCheckOfNobodyIsNotAnswered() {
        assertNull(answer(WrittenStun.request(), WLAN, 0));
    }

    @Test
    void aCheckWithAnotherPasswordIsNotAnswered() {
        StunMessage forged = StunMessage.read(WrittenStun.check(USER)
                .nominating()
                .signed(StunKey.of("a guess"))
                .fingerprint()
                .done());

        assertNotNull(forged);
        assertNull(ice.answer(forged, WLAN, START));
        assertNull(ice.path());
    }

    @Test
    void anAnswerIsNotAnswered() {
        ByteBuffer answer = answer(WrittenStun.check(USER), WLAN, 0);
        assertNotNull(answer);
        StunMessage read = StunMessage.read(answer);
        assertNotNull(read);

        assertNull(ice.answer(read, WLAN, START));
    }

    @Test
    void whoBelievesThatWeDecideIsToldOfTheConflictAndMovesNothing() {
        ByteBuffer answer = answer(WrittenStun.request().user(USER).nominating().controlled(), WLAN, 0);

        assertNotNull(answer);
        assertEquals(ERROR, answer.getShort(0));
        assertNull(ice.path());
    }

    @Test
    void whoIsNeverHeardOfExpires() {
        assertFalse(ice.isExpired(START + CONSENT));
        assertTrue(ice.isExpired(START + CONSENT + 1));
    }

    @Test
    void aCheckOnThePathRenewsTheConsent() {
        check(WLAN, 0);
        check(WLAN, CONSENT);

        assertFalse(ice.isExpired(START + 2 * CONSENT));
        assertTrue(ice.isExpired(START + 2 * CONSENT + 1));
    }

    @Test
    void aCheckOnAnotherPathRenewsNothing() {
        check(WLAN, 0);
        check(CABLE, CONSENT);

        assertTrue(ice.isExpired(START + CONSENT + 1));
    }
}
