package io.camkit.server.probe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.camkit.Codec;
import io.camkit.FrameHeader;
import io.camkit.Track;
import io.camkit.server.probe.Finding.State;
import java.nio.ByteBuffer;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JudgementTest {
    private static final int TICKS = 90_000;
    private static final int RATE = 25;
    private static final int SIZE = 10_000;

    private final Measured measured = new Measured();

    private static Track h264(int profile) {
        return Track.video(Codec.H264, TICKS, 1280, 720)
                .withParameterSets(List.of(ByteBuffer.wrap(new byte[] {0x67, (byte) profile, 0, 31})));
    }

    /** Groups of pictures of these lengths, in frames, and the key frame after them. */
    private Finding sent(Track track, int... groups) {
        int n = 0;
        for (int frames : groups) {
            for (int i = 0; i < frames; i++) {
                add(track, n++, i == 0);
            }
        }
        add(track, n, true);
        return Judgement.measured(measured, 1, false);
    }

    private void add(Track track, int n, boolean key) {
        measured.add(FrameHeader.of(track, 1000L + (long) n * TICKS / RATE, 0, key), SIZE);
    }

    @Test
    void anEvenStreamIsFineAndItsFiguresAreSaid() {
        Finding finding = sent(h264(100), 50, 50);

        assertEquals(State.OK, finding.state());
        assertEquals("25.0 fps, 2.00 Mbit/s, a key frame every 2.0 s (50 frames)", finding.detail());
    }

    @Test
    void tenSecondsBetweenKeyFramesAreLong() {
        Finding finding = sent(h264(100), 250);

        assertEquals("CK-6133", finding.code());
        assertTrue(String.valueOf(finding.detail()).endsWith("GOP is 10 s"), finding::toString);
    }

    @Test
    void distancesThatVaryComeFromASmartCodec() {
        Finding finding = sent(h264(100), 50, 137);

        assertEquals("CK-6134", finding.code());
        assertTrue(String.valueOf(finding.detail()).contains("smart codec"), finding::toString);
    }

    @Test
    void noSecondKeyFrameIsSaidWithTheTimeThatPassed() {
        for (int n = 0; n < 225; n++) {
            add(h264OfOneTrack(), n, n == 0);
        }
        Finding finding = Judgement.measured(measured, 1, false);

        assertEquals("CK-6133", finding.code());
        assertTrue(String.valueOf(finding.detail()).contains("no second key frame within 9.0 s"), finding::toString);
    }

    private final Track one = h264(77);

    private Track h264OfOneTrack() {
        return one;
    }

    @Test
    void jpegsHaveNoGroups() {
        Finding finding = sent(Track.video(Codec.JPEG, TICKS, 640, 480), 1, 1, 1);

        assertEquals(State.OK, finding.state());
        assertNull(finding.code());
    }

    @ParameterizedTest
    @CsvSource({
        "66, OK, yes: H.264 Baseline",
        "77, OK, yes: H.264 Main",
        "100, OK, yes: H.264 High",
        "88, ADVICE, hardly: H.264 Extended",
        "110, ADVICE, hardly: H.264 High 10",
        "244, ADVICE, hardly: H.264 High 4:4:4"
    })
    void theProfileDecidesWhetherBrowsersPlayIt(int profile, State state, String detail) {
        sent(h264(profile), 25);
        Finding finding = Judgement.playable(measured, false);

        assertEquals(state, finding.state());
        assertEquals(detail + ", no sound", finding.detail());
    }

    @Test
    void h265NeedsAnotherCodecForMostBrowsers() {
        sent(Track.video(Codec.H265, TICKS, 1920, 1080), 25);
        Finding finding = Judgement.playable(measured, false);

        assertEquals("CK-6131", finding.code());
        assertTrue(String.valueOf(finding.mend()).contains("most browsers need H.264"), finding::toString);
    }

    @Test
    void aFileIsGivenNoAdviceForCameras() {
        Finding uneven = sent(h264(110), 50, 137);
        assertEquals("CK-6134", uneven.code());

        assertEquals(State.OK, Judgement.measured(measured, 1, true).state());
        assertEquals(
                "convert the file to Baseline, Main or High",
                Judgement.playable(measured, true).mend());
    }

    @Test
    void aFileWithOneKeyFrameIsAsItIs() {
        for (int n = 0; n < 225; n++) {
            add(h264OfOneTrack(), n, n == 0);
        }

        Finding finding = Judgement.measured(measured, 1, true);

        assertEquals(State.OK, finding.state());
        assertTrue(String.valueOf(finding.detail()).endsWith("no second key frame within 9.0 s"), finding::toString);
    }

    @Test
    void soundIsNamed() {
        measured.add(FrameHeader.of(Track.audio(Codec.PCMA, 8000, 1), 0, 0, true), 160);
        sent(h264(100), 25);

        assertTrue(String.valueOf(Judgement.playable(measured, false).detail()).contains("G.711"));
    }

    @Test
    void otherParametersBeginTheMeasurementAnew() {
        sent(h264(66), 10, 30);
        Finding finding = sent(h264(100), 50, 50);

        assertEquals(State.OK, finding.state(), finding::toString);
    }
}
