package io.camkit.spi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.camkit.CamkitException;
import io.camkit.CamkitException.Retry;
import io.camkit.Clock;
import io.camkit.Codec;
import io.camkit.Feed;
import io.camkit.Frame;
import io.camkit.FrameHeader;
import io.camkit.FrameReader;
import io.camkit.Subscription;
import io.camkit.Track;
import io.camkit.Want;
import java.lang.reflect.Proxy;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.Executor;
import org.junit.jupiter.api.Test;

class FrameSinkTest {
    private static final Track TRACK = Track.video(Codec.JPEG, 90_000, 16, 16);

    private final CamkitException notYet = fault("CK-1101", Retry.RETRY);
    private final CamkitException never = fault("CK-1102", Retry.GIVE_UP);
    private final Queue<CamkitException> refusals = new ArrayDeque<>();
    private final Deque<Runnable> scheduled = new ArrayDeque<>();
    private final List<FrameReader> readers = new ArrayList<>();
    private final List<String> seen = new ArrayList<>();
    private final SinkContext context = context();
    private final FrameSink sink = new Seeing();

    @Test
    void everyFrameArrivesAfterItsTrack() {
        sink.open(context);
        FrameReader reader = readers.get(0);
        reader.onTrack(TRACK);
        HeapAllocator memory = new HeapAllocator();
        Frame frame = memory.adopt(FrameHeader.of(TRACK, 7, 0, true), memory.allocate(1), 0, 1);

        assertEquals(FrameReader.Answer.TAKEN, reader.onFrame(frame));

        assertEquals(List.of("track JPEG 16x16", "frame 7"), seen);
    }

    @Test
    void aCameraThatNeverSentAFrameIsAskedAgain() {
        refusals.add(notYet);
        refusals.add(notYet);
        sink.open(context);
        assertEquals(0, readers.size());

        scheduled.remove().run();
        scheduled.remove().run();

        assertEquals(1, readers.size());
        assertEquals(0, scheduled.size());
    }

    @Test
    void whatCanNeverBeHadDoesNotOpen() {
        refusals.add(never);

        assertEquals(never, assertThrows(CamkitException.class, () -> sink.open(context)));
    }

    @Test
    void whatTurnsOutLaterNotToBeHadEndsTheSink() {
        refusals.add(notYet);
        refusals.add(never);
        sink.open(context);

        scheduled.remove().run();

        assertEquals(List.of("end CK-1102"), seen);
    }

    @Test
    void closingEndsTheSubscription() {
        sink.open(context);
        sink.close();

        assertEquals(List.of("unsubscribed"), seen);
    }

    @Test
    void closingWhileItWaitsEndsTheWait() {
        refusals.add(notYet);
        sink.open(context);
        sink.close();
        sink.close();
        assertEquals(List.of("cancelled", "cancelled"), seen);

        scheduled.remove().run();

        assertEquals(0, readers.size());
    }

    @Test
    void theEndOfTheFeedIsPassedOn() {
        sink.open(context);
        readers.get(0).onEnd(never);

        assertEquals(List.of("end CK-1102"), seen);
    }

    private final class Seeing extends FrameSink {
        Seeing() {
            super(Want.of(Codec.JPEG));
        }

        @Override
        protected void onTrack(Track track) {
            seen.add("track " + track);
        }

        @Override
        protected void onFrame(Frame frame) {
            seen.add("frame " + frame.pts());
        }

        @Override
        protected void onEnd(CamkitException why) {
            seen.add("end " + why.code());
        }
    }

    private static CamkitException fault(String code, Retry retry) {
        return new CamkitException(code, "no feed", "", "wait", retry);
    }

    private SinkContext context() {
        Clock clock = stand(Clock.class, (name, arguments) -> {
            scheduled.add((Runnable) arguments[1]);
            return (Clock.Cancellable) () -> seen.add("cancelled");
        });
        Feed feed = stand(Feed.class, (name, arguments) -> {
            readers.add((FrameReader) arguments[2]);
            return stand(Subscription.class, (method, none) -> {
                seen.add("unsubscribed");
                return null;
            });
        });
        return stand(SinkContext.class, (name, arguments) -> switch (name) {
            case "clock" -> clock;
            case "feed" -> {
                if (!refusals.isEmpty()) {
                    throw refusals.remove();
                }
                yield feed;
            }
            default -> (Executor) Runnable::run;
        });
    }

    private interface Answers {
        @Nullable
        Object to(String method, Object[] arguments);
    }

    private static <T> T stand(Class<T> type, Answers answers) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(),
                new Class<?>[] {type},
                (proxy, method, arguments) ->
                        answers.to(method.getName(), arguments == null ? new Object[0] : arguments)));
    }
}
