package io.camkit.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.camkit.Codec;
import io.camkit.Frame;
import io.camkit.FrameHeader;
import io.camkit.Track;
import io.camkit.testkit.FrameLeaks;
import io.camkit.testkit.Frames;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Random writing, compared after every step with the rules written down as plainly as possible. */
class RingModelTest {
    private static final long SECOND = 1_000_000_000L;
    private static final long BUDGET = 1 << 20;

    /** A list of headers and sizes, evicted by looking at all of it every time. */
    private static final class Model {
        private record Entry(FrameHeader header, int size) {
            boolean key() {
                return header.track().kind() == Codec.Kind.VIDEO
                        && (header.keyFrame() || header.track().codec().everyFrameKey());
            }
        }

        private final List<Entry> entries = new ArrayList<>();
        private long first;
        private long windowNanos = SECOND;

        private long bytes() {
            return entries.stream()
                    .mapToLong(entry -> entry.size() + Ring.FRAME_OVERHEAD)
                    .sum();
        }

        /** The place of the first key frame after the oldest frame; 0 if there is none. */
        private int secondGroup() {
            for (int i = 1; i < entries.size(); i++) {
                if (entries.get(i).key()) {
                    return i;
                }
            }
            return 0;
        }

        private void drop(int count) {
            entries.subList(0, count).clear();
            first += count;
        }

        private long newestKey() {
            for (int i = entries.size() - 1; i >= 0; i--) {
                if (entries.get(i).key()) {
                    return first + i;
                }
            }
            return Ring.NONE;
        }

        private void append(FrameHeader header, int size) {
            entries.add(new Entry(header, size));
            long horizon = header.captureNanos() - windowNanos;
            while (secondGroup() > 0
                    && (bytes() > BUDGET || entries.get(secondGroup()).header().captureNanos() <= horizon)) {
                drop(secondGroup());
            }
            while (entries.size() > 1
                    && (bytes() > BUDGET
                            || (newestKey() == Ring.NONE
                                    && entries.get(0).header().captureNanos() < horizon))) {
                drop(1);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void theRingKeepsWhatTheRulesSay(long seed) {
        compare(seed, 2_000);
    }

    static void compare(long seed, int steps) {
        FrameLeaks leaks = FrameLeaks.check();
        Track audio = Track.audio(Codec.PCMU, 8000, 1);
        var random = new SplittableRandom(seed);
        var model = new Model();
        var ring = new Ring(List.of(new ByteBudget(BUDGET)), SECOND);
        ByteBuffer payload = ByteBuffer.allocate(1 << 20);
        Track picture = random.nextBoolean() ? Frames.h264() : Frames.jpeg();
        int group = 1 + random.nextInt(120);
        int largest = 1 << (6 + random.nextInt(14));
        long nanos = 0;
        for (int step = 0; step < steps; step++) {
            if (random.nextInt(500) == 0) {
                model.windowNanos = SECOND * (1 + random.nextInt(5));
                ring.window(model.windowNanos);
                group = 1 + random.nextInt(120);
                largest = 1 << (6 + random.nextInt(14));
            }
            nanos += random.nextLong(80_000_000L);
            Track track = random.nextInt(3) == 0 ? audio : picture;
            FrameHeader header = FrameHeader.of(track, step, nanos, track == audio || random.nextInt(group) == 0);
            Frame frame = leaks.allocator().copy(header, payload.clear().limit(1 + random.nextInt(largest)));
            int size = frame.size();
            ring.append(frame);
            model.append(header, size);
            compare(model, ring, random);
        }
        ring.close();
        leaks.verify();
    }

    private static void compare(Model model, Ring ring, SplittableRandom random) {
        assertEquals(model.first, ring.tail());
        assertEquals(model.first + model.entries.size(), ring.head());
        assertEquals(model.newestKey(), ring.newestKey());
        assertEquals(model.bytes(), ring.bytes());
        int place = random.nextInt(model.entries.size());
        Frame taken = ring.take(model.first + place);
        assertNotNull(taken);
        assertEquals(model.entries.get(place).header(), taken.header());
        taken.release();
        if (model.first > 0) {
            assertNull(ring.take(model.first - 1));
        }
    }
}
