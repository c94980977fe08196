package io.camkit.sink.webrtc.sdp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.camkit.CamkitException;
import io.camkit.Codec;
import io.camkit.media.sdp.RtpFormat;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OfferTest {
    private final Offer offer = Offers.parse(Offers.text());

    @Test
    void itSaysHowThePeerIsReachedAndKnown() {
        RemoteTransport transport = offer.transport();

        assertEquals("4ZcD", transport.ufrag());
        assertEquals("2/1muCWoOi3uLifh0NuRHlig", transport.password());
        assertEquals(Offers.FINGERPRINT, transport.fingerprint());
        assertEquals(1, transport.candidates().size());
    }

    @Test
    void itSaysWhatThePeerReceives() {
        assertTrue(offer.media().get(0).receives(Codec.Kind.VIDEO));
        assertFalse(offer.media().get(0).receives(Codec.Kind.AUDIO));
        assertTrue(offer.media().get(1).receives(Codec.Kind.AUDIO));
        assertFalse(offer.media().get(0).sends(Codec.Kind.VIDEO));
    }

    @ParameterizedTest
    @ValueSource(strings = {"42e0", "4d00", "4200"})
    void theSameProfileIsChosenIfItIsOffered(String profile) {
        assertEquals(profile, chosen(profile).substring(0, 4));
    }

    @Test
    void aProfileThatIsNotOfferedGetsOneWhoseDecoderHasIt() {
        assertEquals("42001f", chosen("6400"));
    }

    @Test
    void singleNalUnitModeIsNotTaken() {
        String only = Offers.text().replaceAll("packetization-mode=1", "packetization-mode=0");

        assertEquals(Optional.empty(), Offers.parse(only).media().get(0).format(Codec.H264, ""));
    }

    @Test
    void soundIsFoundByItsName() {
        OfferedMedia audio = offer.media().get(1);

        assertEquals(111, audio.format(Codec.OPUS, "").orElseThrow().payloadType());
        assertEquals(8, audio.format(Codec.PCMA, "").orElseThrow().payloadType());
    }

    @Test
    void packetsAreSentAgainByTheTypeThatBelongsToTheFormat() {
        OfferedMedia video = offer.media().get(0);

        assertEquals(103, video.repairType(video.format(Codec.H264, "4200").orElseThrow()));
        assertEquals(-1, video.repairType(video.format(Codec.H264, "42e0").orElseThrow()));
    }

    @Test
    void aSectionOutsideTheBundleIsNotUsed() {
        Offer alone = Offers.parse(Offers.text().replace("BUNDLE 0 1", "BUNDLE 0"));

        assertFalse(alone.media().get(1).receives(Codec.Kind.AUDIO));
    }

    @Test
    void aRefusedSectionIsNotUsed() {
        Offer refused = Offers.parse(Offers.text().replace("m=audio 9", "m=audio 0"));

        assertFalse(refused.media().get(1).receives(Codec.Kind.AUDIO));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a=ice-ufrag:4ZcD\n",
                "a=ice-pwd:2/1muCWoOi3uLifh0NuRHlig\n",
                "a=setup:actpass\n",
                "a=group:BUNDLE 0 1\n",
                "a=rtcp-mux\n"
            })
    void whatIsMissingIsSaid(String line) {
        assertMalformed(Offers.text().replace(line, ""));
    }

    @ParameterizedTest
    @ValueSource(strings = {"sha-256 AB", "sha-1 AB:CD", "sha-256 ", ""})
    void aFingerprintIsOneOfSha256(String fingerprint) {
        assertMalformed(Offers.text().replace(Offers.FINGERPRINT, fingerprint));
    }

    @Test
    void whoWaitsForUsToBeginTheHandshakeIsRefused() {
        assertMalformed(Offers.text().replace("a=setup:actpass", "a=setup:passive"));
    }

    @Test
    void noMoreThanTheAllowedCandidatesAreKept() {
        String line = "a=candidate:1 1 udp 1 10.0.0.1 5 typ host\n";
        Offer many = Offers.parse(Offers.text().replace("a=mid:0\n", "a=mid:0\n" + line.repeat(100)));

        assertEquals(
                RemoteTransport.MAX_CANDIDATES, many.transport().candidates().size());
    }

    @Test
    void aPasswordIsNotPrinted() {
        assertFalse(offer.toString().contains(offer.transport().password()));
    }

    @Test
    void nonsenseIsNoOffer() {
        List.of("", "v=0", "m=", "a=group:BUNDLE 0\nm=video", "\0".repeat(100)).forEach(OfferTest::assertMalformed);
    }

    private static void assertMalformed(String text) {
        assertEquals(
                "CK-7201",
                assertThrows(CamkitException.class, () -> Offers.parse(text)).code());
    }

    private String chosen(String profile) {
        RtpFormat format = offer.media().get(0).format(Codec.H264, profile).orElseThrow();
        return format.parameters().getOrDefault("profile-level-id", "none");
    }
}
