package io.camkit.codec.javacv;

import io.camkit.CamkitException;
import io.camkit.Frame;
import io.camkit.FrameHeader;
import io.camkit.spi.SourceContext;
import java.nio.ByteBuffer;
import java.util.Map;

/** Hands on to the core what a conversion makes, and counts what it leaves out. One thread at a time. */
final class Emitter implements Output {
    private final SourceContext context;
    private final UselessEncoders useless;

    Emitter(SourceContext context, UselessEncoders useless) {
        this.context = context;
        this.useless = useless;
    }

    @Override
    public void frame(FrameHeader header, ByteBuffer payload) {
        Frame frame;
        try {
            frame = context.allocator().copy(header, payload);
        } catch (CamkitException e) {
            dropped(Dropped.NO_MEMORY);
            return;
        }
        context.emit(frame);
    }

    @Override
    public void dropped(Dropped reason) {
        count(context, reason);
    }

    @Override
    public void useless(String encoder) {
        useless.note(encoder);
    }

    static void count(SourceContext context, Dropped reason) {
        context.metrics()
                .counter(
                        "camkit_codec_dropped_total",
                        "Frames that a conversion left out, by reason",
                        Map.of("camera", context.camera(), "reason", reason.label()))
                .add(1);
    }
}
