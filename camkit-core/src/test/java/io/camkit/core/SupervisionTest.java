package io.camkit.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.camkit.Camera;
import io.camkit.CamkitException;
import io.camkit.CamkitException.Retry;
import io.camkit.State;
import io.camkit.testkit.FakeCamera;
import io.camkit.testkit.FrameLeaks;
import io.camkit.testkit.Frames;
import io.camkit.testkit.ScriptedSourceSpec;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** When sources are started, watched and started again. */
class SupervisionTest {
    private static final Duration SECOND = Duration.ofSeconds(1);

    @RegisterExtension
    @Order(1)
    final FrameLeaks leaks = FrameLeaks.check();

    @RegisterExtension
    final ManualKit manual = new ManualKit(leaks);

    @RegisterExtension
    final CapturedLog log = new CapturedLog();

    private static CamkitException trouble(Retry retry) {
        return new CamkitException("CK-2104", "the server refused the password", "", "check it", retry);
    }

    @Test
    void aCameraStartsInStartingAndRunsWithItsFirstPicture() {
        Camera camera = manual.start(ScriptedSourceSpec.h264().frames(100));
        assertEquals(State.STARTING, camera.state());

        manual.advance(Duration.ofMillis(40));

        assertEquals(State.RUNNING, camera.state());
        assertEquals(1, log.lines("camera door: frames from").size());
    }

    @Test
    void aLostConnectionIsTriedAgainWithinASecond() {
        var source = ScriptedSourceSpec.h264().frames(25).ends().nextAttempt().frames(10_000);
        Camera camera = manual.start(source);
        manual.advance(SECOND);
        assertEquals(State.BACKING_OFF, camera.state());
        assertEquals("CK-2403", manual.main().error().orElseThrow().code());
        assertTrue(manual.main().retryIn().orElseThrow().compareTo(BackOff.SHORTEST) >= 0);

        manual.advance(Duration.ofMillis(700));

        assertEquals(State.RUNNING, camera.state());
        assertEquals(Optional.empty(), manual.main().error());
        assertEquals(1, manual.main().reconnects());
        assertEquals(2, source.attempts());
    }

    @Test
    void waitsGrowToThreeSecondsWhileTheCameraIsUnreachable() {
        var source = ScriptedSourceSpec.h264().ends();
        manual.start(source);
        manual.advance(Duration.ofSeconds(60));
        int before = source.attempts();

        manual.advance(Duration.ofSeconds(30));

        int inHalfAMinute = source.attempts() - before;
        assertTrue(inHalfAMinute >= 10 && inHalfAMinute <= 13, inHalfAMinute + " attempts in 30 s");
    }

    @Test
    void theFirstPictureMakesTheNextWaitAShortOne() {
        var source = ScriptedSourceSpec.h264();
        for (int i = 0; i < 10; i++) {
            source.ends().nextAttempt();
        }
        source.frames(25).ends().nextAttempt().frames(10_000);
        Camera camera = manual.start(source);
        while (camera.state() != State.RUNNING) {
            manual.advance(Duration.ofMillis(100));
        }
        manual.advance(SECOND);

        assertTrue(manual.main().retryIn().orElse(Duration.ZERO).compareTo(Duration.ofMillis(600)) <= 0);
        manual.advance(Duration.ofMillis(600));
        assertEquals(State.RUNNING, camera.state());
    }

    @Test
    void aCameraThatComesBackAfterFiveMinutesIsLiveWithinFourSeconds() {
        var source = ScriptedSourceSpec.h264().frames(10).ends().nextAttempt().ends();
        Camera camera = manual.start(source);
        manual.advance(Duration.ofMinutes(5));
        assertEquals(State.BACKING_OFF, camera.state());
        int attempts = source.attempts();
        source.nextAttempt().frames(10_000);

        manual.advance(Duration.ofSeconds(4));

        assertEquals(State.RUNNING, camera.state());
        assertTrue(source.attempts() <= attempts + 2);
    }

    @Test
    void aSourceThatWaitsForSomebodyElseIsNotStalled() {
        var source = new HandSource();
        Camera camera = manual.start(source);
        manual.advance(SECOND);
        source.last().waiting(HandSource.lost());
        manual.advance(Duration.ofMinutes(5));

        assertEquals(State.STARTING, camera.state());
        assertEquals(1, source.contexts.size());
        assertEquals("CK-2403", manual.main().error().orElseThrow().code());
    }

    @Test
    void aSourceThatHasWaitedIsWatchedFromThenOn() {
        var source = new HandSource();
        Camera camera = manual.start(source);
        manual.advance(SECOND);
        source.last().waiting(HandSource.lost());
        manual.advance(Duration.ofMinutes(5));
        source.last().transport("by hand");
        manual.advance(Duration.ofSeconds(9));
        assertEquals(State.STARTING, camera.state());
        manual.advance(Duration.ofSeconds(2));

        assertEquals("CK-1303", manual.main().error().orElseThrow().code());
    }

    @Test
    void aStreamWithoutKeyFramesIsTornDownAfterHalfAMinuteAndSaysWhy() {
        FakeCamera source = FakeCamera.h264();
        Camera camera = manual.start(source);
        for (int i = 0; i < 30; i++) {
            source.delta();
            manual.advance(SECOND);
        }
        assertEquals(State.STARTING, camera.state());

        source.delta();
        manual.advance(SECOND.dividedBy(2));

        assertEquals(State.BACKING_OFF, camera.state());
        assertEquals("CK-1306", manual.main().error().orElseThrow().code());
    }

    @Test
    void aStreamWithoutPicturesIsTornDownAfterFiveSeconds() {
        var source = ScriptedSourceSpec.h264().frames(50).stall().nextAttempt().frames(10_000);
        Camera camera = manual.start(source);
        manual.advance(Duration.ofMillis(2000 + 4900));
        assertEquals(State.RUNNING, camera.state());

        manual.advance(Duration.ofMillis(500));

        assertEquals("CK-1303", manual.main().error().orElseThrow().code());
        assertEquals(1, source.stopped());
        assertEquals(1, log.lines("no video for 5.").size());
        manual.advance(SECOND);
        assertEquals(State.RUNNING, camera.state());
    }

    @Test
    void aCameraThatNeverSendsAPictureIsTriedAgain() {
        var source = ScriptedSourceSpec.h264().stall();
        manual.start(source);

        manual.advance(Duration.ofSeconds(30));

        assertTrue(source.attempts() >= 3, source.attempts() + " attempts");
    }

    @Test
    void aTimeLapseIsNotTornDown() {
        var source = ScriptedSourceSpec.jpeg()
                .frames(1)
                .pause(Duration.ofSeconds(50))
                .frames(1)
                .stall();
        Camera camera = manual.kit
                .camera("door")
                .from(source)
                .stallAfter(Duration.ofSeconds(60))
                .start();

        manual.advance(Duration.ofSeconds(100));

        assertEquals(State.RUNNING, camera.state());
        assertEquals(1, source.attempts());
    }

    @Test
    void wrongCredentialsAreTriedEveryFifteenSeconds() {
        var source = ScriptedSourceSpec.h264().ends(trouble(Retry.RETRY_SLOWLY));
        manual.start(source);

        manual.advance(Duration.ofSeconds(59));

        assertEquals(4, source.attempts());
        assertEquals(
                1,
                log.lines(
                                "CK-2104 camera door: the server refused the password. Mend: check it; trying again every 15 s")
                        .size());
    }

    @Test
    void whatARetryCannotChangeFailsForGood() {
        var source = ScriptedSourceSpec.h264().ends(trouble(Retry.GIVE_UP));
        Camera camera = manual.start(source);

        manual.advance(Duration.ofMinutes(10));

        assertEquals(State.FAILED, camera.state());
        assertEquals(1, source.attempts());
        assertEquals("CK-2104", manual.main().error().orElseThrow().code());
        assertEquals(1, log.lines("not trying again").size());
    }

    @Test
    void aSourceThatThrowsInStartIsTriedAgain() {
        var source = ScriptedSourceSpec.h264()
                .throwsInStart(new IllegalStateException("bug"))
                .nextAttempt()
                .frames(10_000);
        Camera camera = manual.start(source);
        assertEquals("CK-1304", manual.main().error().orElseThrow().code());

        manual.advance(SECOND);

        assertEquals(State.RUNNING, camera.state());
    }

    @Test
    void aSourceThatCannotBeMadeIsTriedAgain() {
        Camera camera = manual.start(new io.camkit.SourceSpec() {
            @Override
            public String describe() {
                return "broken:";
            }

            @Override
            public io.camkit.spi.Source open() {
                throw new NoClassDefFoundError("com/example/Missing");
            }
        });

        assertEquals(State.BACKING_OFF, camera.state());
        assertEquals("CK-1304", manual.main().error().orElseThrow().code());
    }

    @Test
    void aSourceThatEndsTwiceIsStartedAgainOnce() {
        var source =
                ScriptedSourceSpec.h264().frames(5).endsTwice().nextAttempt().frames(10_000);
        manual.start(source);

        manual.advance(Duration.ofSeconds(20));

        assertEquals(2, source.attempts());
    }

    @Test
    void aSourceThatDoesNotEndIsLeftBehindAndTheNextOneRuns() {
        var source = ScriptedSourceSpec.h264()
                .ignoresStop()
                .frames(5)
                .stall()
                .nextAttempt()
                .frames(10_000);
        Camera camera = manual.start(source);

        manual.advance(Duration.ofSeconds(8));

        assertEquals(State.RUNNING, camera.state());
        assertEquals(2, source.attempts());
        assertEquals(1, log.lines("CK-1305 camera door: the source").size());
    }

    @Test
    void sourcesThatNeverEndArePiledUpSlowly() {
        var source = ScriptedSourceSpec.h264().ignoresStop().stall();
        manual.start(source);
        manual.advance(Duration.ofMinutes(2));
        int before = source.attempts();

        manual.advance(Duration.ofSeconds(130));

        assertTrue(source.attempts() - before <= 5, source.attempts() - before + " attempts in 130 s");
    }

    @Test
    void theSameTroubleIsLoggedOnceAMinute() {
        manual.start(ScriptedSourceSpec.h264().ends());

        manual.advance(Duration.ofSeconds(110));

        assertEquals(2, log.lines("CK-2403").size());
        assertEquals(1, log.lines("more like this").size());
    }

    @Test
    void closingACameraStopsItsSourceForGood() {
        var source = ScriptedSourceSpec.h264().frames(10_000);
        Camera camera = manual.start(source);
        manual.advance(SECOND);

        manual.whileWorking(camera::close);
        manual.advance(Duration.ofSeconds(30));

        assertEquals(State.STOPPED, camera.state());
        assertEquals(1, source.attempts());
        assertEquals(1, source.stopped());
        assertEquals(0, leaks.live());
        assertFalse(manual.kit.find("door").isPresent());
    }

    @Test
    void closingACameraThatWaitsForItsNextAttemptEndsTheWaiting() {
        var source = ScriptedSourceSpec.h264().ends();
        Camera camera = manual.start(source);

        manual.whileWorking(camera::close);
        manual.advance(Duration.ofSeconds(30));

        assertEquals(State.STOPPED, camera.state());
        assertEquals(1, source.attempts());
    }

    @Test
    void noMoreSourcesAreStartedWhileTenHangUntilOneOfThemEnds() {
        var source = new HandSource().hanging();
        manual.start(source);
        manual.advance(Duration.ofMinutes(10));
        assertEquals(10, source.contexts.size());
        assertEquals("CK-1305", manual.main().error().orElseThrow().code());

        source.contexts.get(0).ended(HandSource.lost());
        manual.advance(Duration.ofSeconds(16));

        assertEquals(11, source.contexts.size());
    }

    @Test
    void aFaultInASourceIsLoggedWithItsStackTraceOnceAMinute() {
        var fault = new IllegalStateException("bug");
        manual.start(ScriptedSourceSpec.h264().throwsInStart(fault));
        manual.advance(Duration.ofSeconds(30));

        assertEquals(List.of("bug"), log.stackTraces());
    }

    @Test
    void aCameraWhosePictureIsUnchangedIsAliveAsLongAsItSaysSo() {
        var source = new HandSource();
        Camera camera = manual.start(source);
        source.emit(source.lane(Frames.h264()).key(0));
        for (int seconds = 0; seconds < 60; seconds++) {
            manual.advance(SECOND);
            source.last().unchanged();
        }
        assertEquals(State.RUNNING, camera.state());
        assertEquals(60, manual.main().lastFrameAge().orElseThrow().toSeconds());

        manual.advance(Duration.ofSeconds(6));

        assertEquals("CK-1303", manual.main().error().orElseThrow().code());
    }

    @Test
    void picturesThatCannotBeShownAreWaitedForHalfAMinute() {
        var source = new HandSource();
        Camera camera = manual.start(source);
        for (int seconds = 0; seconds < 30; seconds++) {
            source.last().unchanged();
            manual.advance(SECOND);
        }
        assertEquals(State.STARTING, camera.state());

        source.last().unchanged();
        manual.advance(SECOND);

        assertEquals("CK-1306", manual.main().error().orElseThrow().code());
    }
}
