package io.camkit.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.camkit.Codec;
import io.camkit.From;
import io.camkit.SkipReason;
import io.camkit.Subscription;
import io.camkit.Track;
import io.camkit.Want;
import io.camkit.testkit.FrameLeaks;
import io.camkit.testkit.Frames;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Where a reader begins, and what it is given. */
class ReadingTest {
    @RegisterExtension
    @Order(1)
    final FrameLeaks leaks = FrameLeaks.check();

    @RegisterExtension
    final WrittenChannel stream = new WrittenChannel(leaks);

    private final RecordingReader reader = new RecordingReader();

    @Test
    void aViewerGetsTheWholeKeptGroupAtOnce() {
        stream.groups(1, 5);

        stream.subscribe(From.KEY_FRAME, reader);
        stream.deliver();

        assertEquals(List.of(0, 1, 2, 3, 4), reader.frames());
    }

    @Test
    void aViewerGetsOnlyTheNewestOfTheKeptGroups() {
        stream.groups(3, 5);

        stream.subscribe(From.KEY_FRAME, reader);
        stream.deliver();

        assertEquals(List.of(10, 11, 12, 13, 14), reader.frames());
    }

    @Test
    void aViewerOfAFreshGroupAsksForNoKeyFrame() {
        stream.groups(1, 5);

        stream.subscribe(From.KEY_FRAME, reader);

        assertEquals(0, stream.keyFrameRequests.get());
    }

    @Test
    void aKeyFrameIsRequestedWhenTheKeptOneIsOlderThanTwoSeconds() {
        stream.groups(1, 60);

        stream.subscribe(From.KEY_FRAME, reader);

        assertEquals(1, stream.keyFrameRequests.get());
    }

    @Test
    void aViewerOfAnEmptyStreamAsksForAKeyFrameAndBeginsWithIt() {
        Subscription subscription = stream.subscribe(From.KEY_FRAME, reader);
        assertEquals(1, stream.keyFrameRequests.get());

        stream.delta();
        stream.key();
        stream.delta();
        stream.deliver();

        assertEquals(List.of(1, 2), reader.frames());
        assertEquals(Map.of(SkipReason.NO_KEY_FRAME, 1L), subscription.skipped());
    }

    @Test
    void aKeyFrameThatIsWrittenWhileAViewerJoinsIsNotPassedOver() {
        stream.answerKeyFrameRequests();

        stream.subscribe(From.KEY_FRAME, reader);
        stream.deliver();

        assertEquals(List.of(0), reader.frames());
    }

    @Test
    void liveBeginsWithTheNextKeyFrameToBeWritten() {
        stream.groups(1, 3);

        Subscription subscription = stream.subscribe(From.LIVE, reader);
        stream.delta();
        stream.key();
        stream.deliver();

        assertEquals(List.of(4), reader.frames());
        assertEquals(Map.of(SkipReason.NO_KEY_FRAME, 1L), subscription.skipped());
    }

    @Test
    void agoBeginsWithTheLastKeyFrameOfThatAge() {
        stream.subscribe(From.ago(Duration.ofSeconds(4)), new RecordingReader());
        stream.groups(6, 25);

        stream.subscribe(From.ago(Duration.ofSeconds(2)), reader);
        stream.deliver();

        // now is 150/25 s; the last key frame at or before 4 s is the one at 3.04 s
        assertEquals(75, reader.frames().get(0));
        assertEquals(75, reader.frames().size());
    }

    @Test
    void agoBeginsWithTheOldestKeyFrameWhenThereIsNoneOfThatAge() {
        stream.groups(1, 10);

        stream.subscribe(From.ago(Duration.ofMinutes(1)), reader);
        stream.deliver();

        assertEquals(0, reader.frames().get(0));
    }

    @Test
    void theRingKeepsWhatAReaderAskedForOnlyWhileItReads() {
        Subscription recorder = stream.subscribe(From.ago(Duration.ofSeconds(4)), reader);
        stream.groups(10, 25);
        assertEquals(125, stream.channel.ring().tail());

        recorder.close();
        stream.key();

        // one second again: the last key frame at or before 9 s
        assertEquals(225, stream.channel.ring().tail());
    }

    @Test
    void theRingKeepsWhatAReaderMayBeBehind() {
        stream.subscribe(From.LIVE.maxLag(Duration.ofSeconds(3)), reader);

        stream.groups(10, 25);

        assertEquals(150, stream.channel.ring().tail());
    }

    @Test
    void framesComeInOrderAndOnce() {
        stream.subscribe(From.KEY_FRAME, reader);
        for (int i = 0; i < 100; i++) {
            stream.groups(1, 3);
            stream.deliver();
        }

        for (int n = 0; n < 300; n++) {
            assertEquals(n, reader.frames().get(n));
        }
    }

    @Test
    void aTrackIsAnnouncedBeforeItsFirstFrameAndOnce() {
        stream.subscribe(From.KEY_FRAME, reader);
        stream.groups(2, 3);
        Track other = Frames.h264();
        stream.changeTrack(other);
        stream.groups(1, 3);
        stream.deliver();

        assertEquals(2, reader.tracks().size());
        assertSame(other, reader.tracks().get(1));
    }

    @Test
    void aFrameThatWasRefusedComesAgainWithoutItsTrack() {
        Subscription subscription = stream.subscribe(From.KEY_FRAME, reader.refuses(true));
        stream.key();
        stream.deliver();
        reader.refuses(false);
        subscription.resume();
        stream.deliver();

        assertEquals(1, reader.tracks().size());
        assertEquals(List.of(0), reader.frames());
    }

    @Test
    void lanesOfOtherCodecsAreLeftOutWithoutBeingCounted() {
        Frames sound = stream.lane(Track.audio(Codec.PCMU, 8000, 1));
        Subscription subscription = stream.subscribe(From.KEY_FRAME, reader);
        stream.key();
        stream.write(sound.key(0));
        stream.delta();
        stream.deliver();

        assertEquals(List.of(0, 1), reader.frames());
        assertEquals(1, reader.tracks().size());
        assertEquals(Map.of(), subscription.skipped());
        assertEquals(2, subscription.delivered());
    }

    @Test
    void whoWantsSoundAsWellGetsBothLanes() {
        Frames sound = stream.lane(Track.audio(Codec.PCMU, 8000, 1));
        stream.subscribe(Want.of(Codec.H264, Codec.PCMU), From.KEY_FRAME, stream.readers.executor(), reader);
        stream.key();
        stream.write(sound.key(7));
        stream.deliver();

        assertEquals(List.of(0, 7), reader.frames());
        assertEquals(2, reader.tracks().size());
    }

    @Test
    void picturesThatAreNoLongerAcceptableEndTheSubscription() {
        stream.subscribe(From.KEY_FRAME, reader);
        stream.key();
        stream.changeTrack(Frames.jpeg());
        stream.key();
        stream.key();
        stream.deliver();

        assertEquals(List.of(0), reader.frames());
        assertEquals("CK-1103", reader.ends().get(0).code());
        assertEquals(1, reader.ends().size());
        assertEquals(0, stream.channel.subscribers());
    }

    @Test
    void closingTheStreamTellsEveryReaderOnceAndGivesTheFramesBack() {
        stream.subscribe(From.KEY_FRAME, reader);
        stream.groups(1, 3);

        stream.channel.close(stream.over);
        stream.deliver();

        assertEquals(List.of(), reader.frames());
        assertEquals(List.of(stream.over), reader.ends());
        assertEquals(0, leaks.live());
    }

    @Test
    void whoComesAfterTheEndHearsOfItToo() {
        stream.channel.close(stream.over);

        stream.subscribe(From.KEY_FRAME, reader);
        stream.deliver();

        assertEquals(List.of(stream.over), reader.ends());
    }

    @Test
    void whatIsWrittenAfterTheEndIsReleased() {
        stream.channel.close(stream.over);

        stream.key();

        assertEquals(0, leaks.live());
    }

    @Test
    void theLagIsTheMediaTimeThatWasNotSeenYet() {
        Subscription subscription = stream.subscribe(From.KEY_FRAME, reader);
        assertEquals(0, subscription.lagNanos());
        stream.groups(1, 6);
        assertEquals(Duration.ofMillis(200).toNanos(), subscription.lagNanos());

        stream.deliver();

        assertEquals(0, subscription.lagNanos());
    }

    @Test
    void aFeedNamesOnlyTheTracksThatWereWanted() {
        assertEquals(List.of(), new PassThroughFeed(stream.channel, stream.want(), "test").tracks());
        stream.key();
        stream.write(stream.lane(Track.audio(Codec.PCMU, 8000, 1)).key(0));

        List<Track> tracks = new PassThroughFeed(stream.channel, stream.want(), "test").tracks();

        assertEquals(1, tracks.size());
        assertTrue(stream.channel.tracks().containsAll(tracks));
    }
}
