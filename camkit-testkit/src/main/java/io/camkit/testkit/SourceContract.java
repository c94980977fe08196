package io.camkit.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.camkit.CamkitException;
import io.camkit.FrameHeader;
import io.camkit.KeyFrames;
import io.camkit.SourceSpec;
import io.camkit.Track;
import io.camkit.spi.FrameAllocator;
import io.camkit.spi.Memory;
import io.camkit.spi.Source;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * What every source owes the core. The author of a source extends this class and says what to connect to; a source on a network extends
 * {@link NetworkSourceContract}, which adds a network that fails.
 */
public abstract class SourceContract {
    /** The longest that a source may take to end after it was told to, in its own time. */
    protected static final Duration END = Duration.ofSeconds(5);

    private static final int FRAMES = 30;

    /** Checks every test's memory. */
    @RegisterExtension
    protected final FrameLeaks leaks = FrameLeaks.check();

    /** For subclasses. */
    protected SourceContract() {}

    /** A camera that sends frames for as long as a test takes, at 10 frames a second at least. Called once or more in every test. */
    protected abstract SourceSpec working() throws Exception;

    /** A probe for one attempt. A source that needs more than the services on the class path gets it here. */
    protected SourceProbe probe(FrameAllocator memory) throws Exception {
        return SourceProbe.over(memory);
    }

    /** Texts that must not be readable anywhere, for example the password in {@link #working()}. */
    protected List<String> secrets() {
        return List.of();
    }

    @Test
    void framesKeepTheRulesOfAStream() throws Exception {
        try (SourceProbe probe = probe(leaks.allocator())) {
            List<FrameHeader> frames = probe.start(working().open()).awaitFrames(FRAMES);

            assertEquals(FRAMES, frames.size());
            assertEquals(List.of(), probe.brokenRules());
            assertFalse(probe.transport().isEmpty(), "the source says how its frames come");
        }
    }

    @Test
    void stoppingASourceEndsIt() throws Exception {
        try (SourceProbe probe = probe(leaks.allocator())) {
            probe.start(working().open()).awaitFrames(1);
            probe.stop();

            assertReadable(probe.awaitEnd(END));
        }
    }

    @Test
    void stoppingBeforeTheFirstFrameEndsIt() throws Exception {
        try (SourceProbe probe = probe(leaks.allocator())) {
            probe.start(working().open());
            probe.stop();

            assertReadable(probe.awaitEnd(END));
        }
    }

    @Test
    void stoppingAgainDoesNothing() throws Exception {
        try (SourceProbe probe = probe(leaks.allocator())) {
            probe.start(working().open()).awaitFrames(1);
            probe.stop();
            probe.stop();
            CamkitException end = probe.awaitEnd(END);
            probe.stop();

            assertEquals(end, probe.end().orElseThrow());
        }
    }

    @Test
    void nothingComesAfterTheEnd() throws Exception {
        try (SourceProbe probe = probe(leaks.allocator())) {
            probe.start(working().open()).awaitFrames(3);
            probe.stop();
            probe.awaitEnd(END);
            int frames = probe.received().size();
            probe.elapse(Duration.ofSeconds(30));

            assertEquals(frames, probe.received().size());
        }
    }

    @Test
    void everyAttemptIsANewSource() throws Exception {
        SourceSpec spec = working();
        Source first = spec.open();
        Source second = spec.open();
        assertNotSame(first, second);
        try (SourceProbe one = probe(leaks.allocator());
                SourceProbe other = probe(leaks.allocator())) {
            Track before = one.start(first).awaitFrames(1).get(0).track();
            one.stop();
            one.awaitEnd(END);

            assertNotSame(before, other.start(second).awaitFrames(3).get(0).track(), "a track of each attempt's own");
        }
    }

    @Test
    void twoAttemptsAtATimeDoNotMeet() throws Exception {
        SourceSpec spec = working();
        try (SourceProbe one = probe(leaks.allocator());
                SourceProbe other = probe(leaks.allocator())) {
            one.start(spec.open());
            other.start(spec.open());

            one.awaitFrames(2);
            other.awaitFrames(2);
            one.stop();
            other.awaitFrames(5);
        }
    }

    @Test
    void memoryThatIsUsedUpCostsFramesAndNothingElse() throws Exception {
        AtomicInteger allocations = new AtomicInteger();
        FrameAllocator scarce = capacity -> scarce(capacity, allocations.incrementAndGet());
        try (SourceProbe probe = probe(scarce)) {
            probe.start(working().open());
            probe.awaitFramesOrEnd(5);
            probe.stop();

            assertReadable(probe.awaitEnd(END));
        }
    }

    private Memory scarce(int capacity, int allocation) {
        if (allocation % 3 == 0) {
            throw new CamkitException(
                    "CK-1401",
                    "the kit's memory is used up",
                    "",
                    "nothing to do in a test",
                    CamkitException.Retry.RETRY);
        }
        return leaks.allocator().allocate(capacity);
    }

    @Test
    void aKeyFrameMayBeAskedForAtAnyTime() throws Exception {
        Source source = working().open();
        source.capability(KeyFrames.class).ifPresent(KeyFrames::request);
        try (SourceProbe probe = probe(leaks.allocator())) {
            probe.start(source).awaitFrames(1);
            source.capability(KeyFrames.class).ifPresent(KeyFrames::request);
            probe.stop();
            probe.awaitEnd(END);
        }
        source.capability(KeyFrames.class).ifPresent(KeyFrames::request);
    }

    @Test
    void aCapabilityThatNobodyHasIsEmpty() throws Exception {
        assertTrue(working().open().capability(SourceContract.class).isEmpty());
    }

    @Test
    void theDescriptionShowsWhereItConnectsAndNoSecret() throws Exception {
        SourceSpec spec = working();

        assertFalse(spec.describe().isBlank());
        assertNoSecret(spec.describe());
        assertNoSecret(spec.toString());
    }

    /** Fails unless {@code end} has a code and a mend, and shows no secret. */
    protected final void assertReadable(CamkitException end) {
        assertTrue(end.code().matches("CK-\\d{4}"), end::getMessage);
        assertFalse(end.what().isBlank(), end::getMessage);
        assertFalse(end.mend().isBlank(), end::getMessage);
        assertNoSecret(String.valueOf(end.getMessage()));
    }

    private void assertNoSecret(String text) {
        for (String secret : secrets()) {
            assertFalse(text.contains(secret), () -> "a secret is readable in: " + text.replace(secret, "SECRET"));
        }
    }
}
