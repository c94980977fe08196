package io.camkit.sink.hls;

import io.camkit.CamkitException;
import io.camkit.FrameHeader;
import io.camkit.SourceSpec;
import io.camkit.Track;
import io.camkit.media.h264.AccessUnit;
import io.camkit.media.h264.AccessUnitSplitter;
import io.camkit.media.h264.Nal;
import io.camkit.media.h264.ParameterSets;
import io.camkit.spi.Source;
import io.camkit.spi.SourceContext;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** A camera that sends what FFmpeg's x264 made, when a test says so. */
final class EncodedCamera implements SourceSpec {
    private static final int CLOCK_RATE = 90_000;
    private static final int FRAMES_PER_SECOND = 25;
    private static final int MAX_BYTES = 1 << 20;

    private final List<byte[]> units = new ArrayList<>();
    private final Track track;
    private final CompletableFuture<SourceContext> started = new CompletableFuture<>();
    private int next;

    /** Encodes so many frames, a key frame every ten. */
    EncodedCamera(int frames) throws IOException {
        byte[] stream = Ffmpeg.run("-f lavfi -i testsrc2=size=320x240:rate=25 -frames:v " + frames
                + " -c:v libx264 -preset veryfast -bf 0 -g 10 -f h264 -");
        AccessUnitSplitter splitter = new AccessUnitSplitter(MAX_BYTES, unit -> {
            byte[] copy = new byte[unit.remaining()];
            unit.duplicate().get(copy);
            units.add(copy);
        });
        splitter.feed(ByteBuffer.wrap(stream));
        splitter.finish();
        track = trackOf(ByteBuffer.wrap(units.get(0)));
    }

    private static Track trackOf(ByteBuffer unit) {
        ParameterSets sets = new ParameterSets(CLOCK_RATE, FRAMES_PER_SECOND);
        int end = unit.limit();
        for (int at = Nal.find(unit, 0, end); at != Nal.NONE; ) {
            int following = Nal.find(unit, at + 3, end);
            int stop = following == Nal.NONE ? end : following - 1;
            sets.offer(unit.duplicate().position(at + 3).limit(stop));
            at = following;
        }
        return sets.track();
    }

    int frames() {
        return units.size();
    }

    /** Sends the next frames. */
    void send(int count) {
        SourceContext context = started.join();
        for (int i = 0; i < count; i++) {
            ByteBuffer unit = ByteBuffer.wrap(units.get(next));
            long pts = (long) next * CLOCK_RATE / FRAMES_PER_SECOND;
            FrameHeader header = FrameHeader.of(track, pts, context.clock().nanos(), AccessUnit.keyFrame(unit));
            context.emit(context.allocator().copy(header, unit));
            next++;
        }
    }

    @Override
    public String describe() {
        return "encoded";
    }

    @Override
    public Source open() {
        return new Source() {
            @Override
            public void start(SourceContext context) {
                started.complete(context);
            }

            @Override
            public void stop() {
                started.join()
                        .ended(new CamkitException(
                                "CK-1302", "stopped", "", "nothing to do", CamkitException.Retry.RETRY));
            }
        };
    }
}
