package io.camkit.testkit;

import io.camkit.CamkitException;
import io.camkit.Codec;
import io.camkit.Feed;
import io.camkit.Frame;
import io.camkit.FrameHeader;
import io.camkit.FrameReader;
import io.camkit.From;
import io.camkit.Subscription;
import io.camkit.Track;
import io.camkit.Want;
import io.camkit.spi.CodecProvider;
import io.camkit.spi.Derivation;
import io.camkit.spi.Nullable;
import io.camkit.spi.Plugin;
import io.camkit.spi.Source;
import io.camkit.spi.SourceContext;
import io.camkit.spi.SourceEnd;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;

/**
 * A codec that makes a small JPEG of every H.264 frame, or an H.264 key frame of every JPEG, without looking at it, and counts who
 * asked it to.
 *
 * <p><b>Threading.</b> Any thread; the work is done on the executor given.
 */
public final class FakeCodecProvider implements CodecProvider {
    private final Executor executor;
    private final List<String> opened = new ArrayList<>();
    private int running;
    private volatile @Nullable CamkitException refusal;

    /** @param executor does the work, for example {@link ManualClock#executor()} */
    public FakeCodecProvider(Executor executor) {
        this.executor = executor;
    }

    /** The keys of the derivations that were started, in order; one that was started twice is there twice. */
    public synchronized List<String> opened() {
        return List.copyOf(opened);
    }

    /** Derivations that are started and not stopped. */
    public synchronized int running() {
        return running;
    }

    @Override
    public String name() {
        return "fake-codec";
    }

    @Override
    public int apiVersion() {
        return Plugin.API_VERSION;
    }

    @Override
    public Optional<Derivation> derive(Track from, Want want) {
        Codec to = from.codec() == Codec.H264 ? Codec.JPEG : Codec.H264;
        if (from.kind() != Codec.Kind.VIDEO || !want.codecs().contains(to)) {
            return Optional.empty();
        }
        CamkitException why = refusal;
        if (why != null) {
            throw why;
        }
        int width = want.maxWidth() == 0 ? from.width() : Math.min(from.width(), want.maxWidth());
        String key = to + " " + width;
        Track output = to == Codec.JPEG ? Frames.jpeg() : Frames.h264();
        return Optional.of(new Derivation(key, input -> new FakeCodec(key, output, input)));
    }

    /** From now on it cannot work, for this reason. */
    public FakeCodecProvider refuses(CamkitException why) {
        refusal = why;
        return this;
    }

    private synchronized void count(String key) {
        opened.add(key);
        running++;
    }

    private synchronized void uncount() {
        running--;
    }

    private final class FakeCodec implements Source, FrameReader {
        private final String key;
        private final Feed input;
        private final Track output;
        private @Nullable SourceContext context;
        private @Nullable Subscription subscription;

        FakeCodec(String key, Track output, Feed input) {
            this.key = key;
            this.output = output;
            this.input = input;
        }

        @Override
        public synchronized void start(SourceContext given) {
            count(key);
            context = given;
            given.transport("fake codec");
            subscription = input.subscribe(From.KEY_FRAME, executor, this);
        }

        @Override
        public synchronized Answer onFrame(Frame frame) {
            if (context != null) {
                int n = Math.toIntExact(
                        frame.pts() * Frames.FRAME_RATE / frame.track().clockRate());
                Frame made = Frames.of(output, context.allocator()).key(n);
                FrameHeader header = new FrameHeader(output, made.pts(), made.dts(), frame.captureNanos(), true);
                context.emit(context.allocator().copy(header, made.asBuffer()));
                made.release();
            }
            return Answer.TAKEN;
        }

        @Override
        public void onEnd(CamkitException why) {
            finish(why);
        }

        @Override
        public void stop() {
            Subscription ending = subscription;
            if (ending != null) {
                ending.close();
            }
            finish(SourceEnd.stopped(""));
        }

        private synchronized void finish(CamkitException why) {
            SourceContext ending = context;
            context = null;
            if (ending != null) {
                uncount();
                ending.ended(why);
            }
        }
    }
}
