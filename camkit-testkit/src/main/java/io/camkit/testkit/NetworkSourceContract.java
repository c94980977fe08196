package io.camkit.testkit;

import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.camkit.CamkitException;
import io.camkit.SourceSpec;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What every source on a TCP network owes the core besides {@link SourceContract}: whatever the network does, one readable end. */
public abstract class NetworkSourceContract extends SourceContract {
    private static final List<Integer> CUTS = List.of(0, 1, 7, 20, 60, 150, 300, 500, 800, 1200, 2000, 5000, 20_000);

    /** For subclasses. */
    protected NetworkSourceContract() {}

    /** Where a working camera listens, on loopback. The subclass starts it before the test and ends it. */
    protected abstract InetSocketAddress peer() throws Exception;

    /** The specification of that camera as if it were at {@code address}. */
    protected abstract SourceSpec at(InetSocketAddress address);

    /** How long, in its own time, the source may wait for a camera that says nothing. */
    protected Duration patience() {
        return Duration.ofSeconds(30);
    }

    @Override
    protected SourceSpec working() throws Exception {
        return at(peer());
    }

    @Test
    void aRefusedConnectionEndsTheAttempt() throws Exception {
        try (FaultProxy network = FaultProxy.to(peer()).refuse()) {
            assertTriesAgain(endOf(network));
        }
    }

    @Test
    void aPeerThatAcceptsAndNeverAnswersIsGivenUp() throws Exception {
        try (FaultProxy network = FaultProxy.to(peer()).stall()) {
            assertTriesAgain(endOf(network));
        }
    }

    @Test
    void aPeerThatAnswersGarbageIsGivenUp() throws Exception {
        try (FaultProxy network = FaultProxy.to(peer()).garbage()) {
            assertTriesAgain(endOf(network));
        }
    }

    /** A source that makes a new connection for every request gets none either. */
    @Test
    void aConnectionThatBreaksForGoodEndsTheAttempt() throws Exception {
        try (FaultProxy network = FaultProxy.to(peer());
                SourceProbe probe = probe(leaks.allocator())) {
            probe.start(at(network.address()).open()).awaitFrames(3);
            network.refuse();

            assertTriesAgain(probe.awaitEnd(patience()));
        }
    }

    @Test
    void aConnectionMayBreakAfterAnyByte() throws Exception {
        try (FaultProxy network = FaultProxy.to(peer())) {
            for (int bytes : CUTS) {
                network.cutAfter(bytes);
                assertTriesAgain(endOf(network));
            }
        }
    }

    private CamkitException endOf(FaultProxy network) throws Exception {
        try (SourceProbe probe = probe(leaks.allocator())) {
            return probe.start(at(network.address()).open()).awaitEnd(patience());
        }
    }

    @Test
    void aSourceThatConnectsCanBeStopped() throws Exception {
        try (FaultProxy network = FaultProxy.to(peer()).stall();
                SourceProbe probe = probe(leaks.allocator())) {
            probe.start(at(network.address()).open());
            network.awaitConnections(1);
            probe.stop();

            assertReadable(probe.awaitEnd(END));
        }
    }

    @Test
    void aSourceWhosePeerFellSilentCanBeStopped() throws Exception {
        try (FaultProxy network = FaultProxy.to(peer());
                SourceProbe probe = probe(leaks.allocator())) {
            probe.start(at(network.address()).open()).awaitFrames(3);
            network.silence();
            probe.stop();

            assertReadable(probe.awaitEnd(END));
        }
    }

    @Test
    void framesThatArriveInCrumbsAreWhole() throws Exception {
        try (FaultProxy network = FaultProxy.to(peer()).crumble(7);
                SourceProbe probe = probe(leaks.allocator())) {
            probe.start(at(network.address()).open()).awaitFrames(3);
        }
    }

    private void assertTriesAgain(CamkitException end) {
        assertReadable(end);
        assertNotEquals(CamkitException.Retry.GIVE_UP, end.retry(), end::getMessage);
        assertTrue(end.code().matches("CK-(2|41).*"), end::getMessage); // a source, or FFmpeg as one
    }
}
