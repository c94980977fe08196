package io.camkit.codec.javacv;

import io.camkit.FrameHeader;
import io.camkit.SourceSpec;
import io.camkit.Track;
import io.camkit.spi.Source;
import io.camkit.spi.SourceContext;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/** A camera that sends a clip over and over, a frame whenever it is told to. */
final class ClipCamera implements SourceSpec {
    private static final int TICKS = 90_000 / Clip.RATE;

    private final Clip clip;
    private final int gop;
    private final AtomicReference<SourceContext> running = new AtomicReference<>();
    private int sent;

    ClipCamera(Clip clip, int gop) {
        this.clip = clip;
        this.gop = gop;
    }

    @Override
    public String describe() {
        return "clip";
    }

    @Override
    public Source open() {
        return new Source() {
            @Override
            public void start(SourceContext context) {
                running.set(context);
            }

            @Override
            public void stop() {
                Optional.ofNullable(running.getAndSet(null))
                        .ifPresent(context -> context.ended(CodecFaults.startedAnew()));
            }
        };
    }

    /** Sends the next frame. */
    void send() {
        send(clip.frames().get(sent % clip.frames().size()));
    }

    /** Sends these bytes in place of the next frame's. */
    void send(byte[] bytes) {
        SourceContext context = running.get();
        if (context != null) {
            Track track = clip.track();
            FrameHeader header = FrameHeader.of(
                    track,
                    (long) sent * TICKS,
                    context.clock().nanos(),
                    clip.isKey(sent % clip.frames().size(), gop));
            sent++;
            context.emit(context.allocator().copy(header, Clip.buffer(bytes)));
        }
    }

    /** Which frame this is, from 0. */
    static long number(FrameHeader header) {
        return header.pts() * Clip.RATE / header.track().clockRate();
    }

    byte[] next() {
        return clip.frames().get(sent % clip.frames().size()).clone();
    }

    int sent() {
        return sent;
    }
}
