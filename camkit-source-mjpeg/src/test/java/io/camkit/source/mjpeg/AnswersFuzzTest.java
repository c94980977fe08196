package io.camkit.source.mjpeg;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import io.camkit.testkit.FrameLeaks;
import io.camkit.testkit.SourceProbe;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.ImmediateEventExecutor;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Whatever a server answers, request after request: frames or one readable end, and nothing is left behind. */
class AnswersFuzzTest {
    private static final Duration POLL = Duration.ofMillis(40);
    private static final int MOST_READS = 200;

    @RegisterExtension
    final FrameLeaks leaks = FrameLeaks.check();

    /** The connection that was made last. */
    private Optional<EmbeddedChannel> channel = Optional.empty();

    private Future<Channel> dial(String host, int port, ChannelHandler handler) {
        EmbeddedChannel made = new EmbeddedChannel(handler);
        channel = Optional.of(made);
        return ImmediateEventExecutor.INSTANCE.newSucceededFuture(made);
    }

    @FuzzTest
    void anyAnswersEndInFramesOrAFault(FuzzedDataProvider data) {
        try (SourceProbe probe = SourceProbe.over(leaks)) {
            MjpegCamera spec = MjpegCamera.at("http://viewer:s3cret@cam/x").every(POLL);
            var session = new MjpegSession(spec, probe, Runnable::run, this::dial);
            session.ask();
            for (int read = 0; read < MOST_READS && data.remainingBytes() > 0; read++) {
                byte[] bytes = data.consumeBytes(data.consumeInt(0, 600));
                channel.filter(EmbeddedChannel::isOpen)
                        .ifPresent(open -> open.writeInbound(Unpooled.wrappedBuffer(bytes)));
                if (data.consumeBoolean()) {
                    probe.elapse(POLL);
                }
                if (data.consumeBoolean()) {
                    channel.ifPresent(EmbeddedChannel::close);
                }
            }
            session.leave();

            assertTrue(probe.end().isPresent());
            channel.ifPresent(EmbeddedChannel::finishAndReleaseAll);
        }
    }
}
