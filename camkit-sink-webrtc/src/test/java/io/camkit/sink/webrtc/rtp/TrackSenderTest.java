package io.camkit.sink.webrtc.rtp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.camkit.CamkitException;
import io.camkit.Codec;
import io.camkit.Track;
import io.camkit.media.rtp.Rtcp;
import io.camkit.media.rtp.SenderReports;
import io.camkit.sink.webrtc.rtp.SentPackets.Packet;
import io.camkit.sink.webrtc.srtp.SrtpEncryptor;
import io.camkit.sink.webrtc.srtp.SrtpKey;
import io.camkit.sink.webrtc.srtp.SrtpProfile;
import io.camkit.testkit.FrameLeaks;
import io.camkit.testkit.Frames;
import io.camkit.testkit.ManualClock;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class TrackSenderTest {
    private static final int TYPE = 96;
    private static final int REPAIR_TYPE = 97;
    private static final int REPAIR_SOURCE = 8;
    private static final StreamIds WITH_REPAIR = new StreamIds(7, TYPE, REPAIR_SOURCE, REPAIR_TYPE);
    private static final StreamIds WITHOUT_REPAIR = new StreamIds(7, TYPE, REPAIR_SOURCE, -1);
    private static final SrtpKey KEY = new SrtpKey(SrtpProfile.AEAD_AES_128_GCM, new byte[16], new byte[12]);
    private static final Duration FRAME = Duration.ofMillis(40);
    private static final int FRAME_TICKS = 3600;
    private static final int KEY_PACKETS = 2; // parameter sets, picture
    private static final int LARGE = 200_000;

    @RegisterExtension
    final FrameLeaks leaks = FrameLeaks.check();

    private final ManualClock clock = new ManualClock();
    private final HandFeed feed = new HandFeed();
    private final Broadcast broadcast = new Broadcast(feed, clock.executor(), clock, Codec.Kind.VIDEO, 90_000);
    private final SentPackets sent = new SentPackets(KEY);
    private final List<TrackSender> senders = new ArrayList<>();
    private final List<String> heard = new ArrayList<>();
    private final Frames frames = Frames.of(Frames.h264(), leaks.allocator()).capturedBy(clock);
    private long skipped;
    private int next;

    @AfterEach
    void leave() {
        senders.forEach(TrackSender::close);
    }

    @Test
    void aViewerBeginsWithTheKeyFrameThatIsThere() {
        TrackSender first = viewer(WITH_REPAIR);
        key();
        delta();
        sent.forget();

        TrackSender second = viewer(WITH_REPAIR);

        assertEquals(KEY_PACKETS + 1, sent.packets.size());
        assertEquals(2, second.frames());
        assertEquals(first.frames(), second.frames());
    }

    @Test
    void aViewerIsSentNothingBeforeAKeyFrame() {
        viewer(WITH_REPAIR);
        delta();

        assertTrue(sent.packets.isEmpty());
    }

    @Test
    void packetsAreNumberedWithoutAGapAndTheLastOfAPictureIsMarked() {
        viewer(WITH_REPAIR);
        key();
        delta();

        int start = sent.packets.get(0).sequence();
        for (int i = 0; i < sent.packets.size(); i++) {
            assertEquals(start + i, sent.packets.get(i).sequence());
        }
        assertEquals(
                List.of(false, true, true),
                sent.packets.stream().map(Packet::marker).toList());
    }

    @Test
    void timesFollowTheCamera() {
        viewer(WITH_REPAIR);
        key();
        delta();

        assertEquals(FRAME_TICKS, last().timestamp() - sent.packets.get(0).timestamp());
    }

    @Test
    void framesFromBeforeAViewerCameFollowEachOtherByAMoment() {
        viewer(WITH_REPAIR);
        key();
        delta();
        delta();

        viewer(new StreamIds(9, TYPE, 10, REPAIR_TYPE));
        delta();

        List<Packet> pictures = sent.packets.stream()
                .filter(packet -> packet.source() == 9 && packet.marker())
                .toList();
        assertEquals(
                Run.PAST_TICKS, pictures.get(1).timestamp() - pictures.get(0).timestamp());
        assertEquals(
                Run.PAST_TICKS, pictures.get(2).timestamp() - pictures.get(1).timestamp());
    }

    @Test
    void aViewerWhoCannotKeepUpGoesOnAtTheNewestKeyFrameWithoutAGapInHisNumbers() {
        viewer(WITH_REPAIR);
        key();
        sent.writable = false;
        for (int i = 0; i < 10; i++) {
            delta();
        }
        key();
        sent.writable = true;
        delta();

        assertEquals(10, skipped);
        List<Integer> numbers = sent.packets.stream().map(Packet::sequence).toList();
        assertEquals(numbers.get(0) + numbers.size() - 1, numbers.get(numbers.size() - 1));
        assertEquals(2 * KEY_PACKETS + 1, numbers.size());
    }

    @Test
    void timesRiseOverAJump() {
        viewer(WITH_REPAIR);
        key();
        sent.writable = false;
        for (int i = 0; i < 10; i++) {
            delta();
        }
        key();
        sent.writable = true;
        delta();

        for (int i = 1; i < sent.packets.size(); i++) {
            assertTrue(sent.packets.get(i).timestamp() - sent.packets.get(i - 1).timestamp() >= 0);
        }
    }

    @Test
    void aMissingPacketIsSentAgainWithItsNumberInFront() {
        TrackSender sender = viewer(WITH_REPAIR);
        key();
        delta();
        Packet lost = sent.packets.get(1);

        assertTrue(sender.resend(lost.sequence()));

        Packet again = last();
        assertEquals(REPAIR_TYPE, again.type());
        assertEquals(REPAIR_SOURCE, again.source());
        assertEquals(lost.timestamp(), again.timestamp());
        assertEquals(lost.sequence(), again.payload().getShort() & 0xffff);
        assertEquals(lost.payload(), again.payload());
    }

    @Test
    void whoKnowsNoRepairGetsAMissingPacketAsItWas() {
        TrackSender sender = viewer(WITHOUT_REPAIR);
        key();
        Packet lost = sent.packets.get(0);
        sent.forget();

        assertTrue(sender.resend(lost.sequence()));

        assertEquals(lost.sequence(), last().sequence());
        assertEquals(lost.payload(), last().payload());
    }

    @Test
    void whatWasSentBeforeAJumpIsSentAgainToo() {
        TrackSender sender = viewer(WITH_REPAIR);
        key();
        delta();
        Packet lost = last();
        sent.writable = false;
        for (int i = 0; i < 10; i++) {
            delta();
        }
        key();
        sent.writable = true;
        delta();

        assertTrue(sender.resend(lost.sequence()));

        assertEquals(lost.timestamp(), last().timestamp());
    }

    @Test
    void whatWasNeverSentIsNotSentAgain() {
        TrackSender sender = viewer(WITH_REPAIR);
        key();

        assertFalse(sender.resend(last().sequence() + 1));
        assertFalse(sender.resend(sent.packets.get(0).sequence() - 1));
    }

    @Test
    void onlySoMuchIsSentAgainAtOnce() {
        TrackSender sender = viewer(WITH_REPAIR);
        show(frames.key(next++, LARGE));
        clock.advance(Duration.ofSeconds(1));
        int sequence = last().sequence();

        int times = 0;
        while (sender.resend(sequence)) {
            times++;
        }

        assertTrue(times > 10 && times < 100, times + " times");
    }

    @Test
    void aLargeKeyFrameIsSpreadOverTime() {
        viewer(WITH_REPAIR);
        feed.frame(frames.key(next++, LARGE));
        int atOnce = sent.packets.size();

        clock.advance(Duration.ofMillis(100));

        assertTrue(atOnce > 10 && atOnce < 70, atOnce + " packets at once");
        assertTrue(last().marker());
        Set<Integer> numbers = new HashSet<>();
        sent.packets.forEach(packet -> numbers.add(packet.sequence()));
        assertEquals(sent.packets.size(), numbers.size());
    }

    @Test
    void requestsForAKeyFrameAreOneUntilItIsThere() {
        TrackSender sender = viewer(WITH_REPAIR);
        key();
        int before = feed.keyFrameRequests;
        sender.keyFrameNeeded();
        sender.keyFrameNeeded();
        assertEquals(before + 1, feed.keyFrameRequests);

        key();
        sender.keyFrameNeeded();

        assertEquals(before + 2, feed.keyFrameRequests);
    }

    @Test
    void aCameraThatMakesNoKeyFrameWhenAskedHasItsLastOneSentOnceMore() {
        TrackSender sender = viewer(WITH_REPAIR);
        key();
        delta();
        sender.keyFrameNeeded();
        int before = sent.packets.size();

        clock.advance(Duration.ofSeconds(1));
        sender.tick();

        assertEquals(before + KEY_PACKETS + 1, sent.packets.size());
        assertTrue(last().timestamp() - sent.packets.get(before - 1).timestamp() > 0);
    }

    @Test
    void aCameraThatBeginsAnewIsFollowed() {
        viewer(WITH_REPAIR);
        key();
        clock.advance(Duration.ofSeconds(10));
        Track after = Frames.h264();
        feed.frame(Frames.of(after, leaks.allocator()).capturedBy(clock).key(0));

        assertEquals(2 * KEY_PACKETS, sent.packets.size());
        assertEquals(
                10 * 90_000 + FRAME_TICKS,
                last().timestamp() - sent.packets.get(0).timestamp());
    }

    @Test
    void aReportSaysWhatTimeItIsInTheStream() {
        TrackSender sender = viewer(WITH_REPAIR);
        key();
        clock.advance(Duration.ofSeconds(1));
        SenderReports reports = new SenderReports("door");
        ByteBuffer report = ByteBuffer.allocate(100);

        sender.report(reports, report);

        Rtcp.SenderReport read = (Rtcp.SenderReport) Rtcp.read(report.flip()).get(0);
        assertEquals(SenderReports.ntpTime(clock.now()), read.ntpTime());
        assertEquals(90_000 + FRAME_TICKS, read.rtpTime() - sent.packets.get(0).timestamp());
        assertEquals(7, read.source());
    }

    @Test
    void nothingIsReportedBeforeTheFirstPacket() {
        ByteBuffer report = ByteBuffer.allocate(100);

        viewer(WITH_REPAIR).report(new SenderReports("door"), report);

        assertEquals(0, report.position());
    }

    @Test
    void theFeedIsReadOnlyWhileSomebodyWatches() {
        TrackSender one = viewer(WITH_REPAIR);
        TrackSender other = viewer(WITHOUT_REPAIR);
        assertEquals(1, feed.readers.size());
        assertEquals(2, feed.people);

        one.close();
        assertEquals(1, feed.readers.size());
        assertEquals(1, feed.people);
        other.close();

        assertEquals(0, feed.readers.size());
    }

    @Test
    void theEndOfTheFeedIsTold() {
        viewer(WITH_REPAIR);
        key();

        feed.end(new CamkitException("CK-1104", "the camera was closed", "", "-", CamkitException.Retry.RETRY));

        assertEquals(List.of("CK-1104"), heard);
    }

    @Test
    void viewersHaveNumbersOfTheirOwn() {
        viewer(WITH_REPAIR);
        key();
        int one = sent.packets.get(0).sequence();
        sent.forget();
        viewer(new StreamIds(9, TYPE, 10, REPAIR_TYPE));

        assertNotEquals(one, sent.packets.get(0).sequence());
        assertEquals(9, sent.packets.get(0).source());
    }

    @Test
    void whoWasSilentForHoursIsSentABurstAgain() {
        viewer(WITH_REPAIR);
        key();
        clock.advance(Duration.ofHours(2));
        int before = sent.packets.size();

        feed.frame(frames.key(next++, LARGE));
        clock.advance(Duration.ofMillis(200));

        assertTrue(sent.packets.size() - before > LARGE / 1180, sent.packets.size() - before + " packets");
    }

    @Test
    void whoFindsNoKeyFrameToBeginWithAsksForOneUntilItIsThere() {
        TrackSender sender = viewer(WITH_REPAIR);
        assertEquals(0, feed.keyFrameRequests);

        for (int i = 0; i < 2; i++) {
            clock.advance(Duration.ofSeconds(1));
            sender.tick();
        }

        assertEquals(2, feed.keyFrameRequests);
    }

    @Test
    void aViewerWhoCannotBeSentToIsNobodyElsesTrouble() {
        SentPackets ofTheOther = new SentPackets(KEY);
        TrackSender other = viewer(WITH_REPAIR, ofTheOther);
        viewer(WITH_REPAIR);
        key();

        sent.broken = true;
        delta();
        delta();

        assertEquals(List.of("CK-7209"), heard);
        assertEquals(3, other.frames());
    }

    @Test
    void aBroadcastThatHasEndedIsNotBegunAgain() {
        viewer(WITH_REPAIR);
        feed.end(new CamkitException("CK-1103", "another codec", "", "-", CamkitException.Retry.RETRY));

        assertTrue(broadcast.isEnded());
        assertThrows(CamkitException.class, () -> viewer(WITHOUT_REPAIR));
    }

    private TrackSender viewer(StreamIds ids) {
        return viewer(ids, sent);
    }

    private TrackSender viewer(StreamIds ids, SentPackets output) {
        TrackSender sender = new TrackSender(
                broadcast,
                ids,
                new SrtpEncryptor(KEY),
                output,
                new TrackSender.Listener() {
                    @Override
                    public void skipped(long frames) {
                        skipped += frames;
                    }

                    @Override
                    public void ended(CamkitException why) {
                        heard.add(why.code());
                    }
                },
                new SplittableRandom(senders.size()),
                new byte[1500]);
        senders.add(sender);
        sender.start();
        return sender;
    }

    private void key() {
        show(frames.key(next++));
    }

    private void delta() {
        show(frames.delta(next++));
    }

    /** Captured where the clock stands behind the frame before. */
    private void show(io.camkit.Frame frame) {
        feed.frame(frame);
        clock.advance(FRAME);
    }

    private Packet last() {
        return sent.packets.get(sent.packets.size() - 1);
    }
}
