package io.camkit.source.rtsp;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.camkit.CamkitException;
import io.camkit.media.sdp.MediaDescription;
import io.camkit.media.sdp.Sdp;
import io.camkit.net.Loops;
import io.camkit.testkit.FrameLeaks;
import io.camkit.testkit.SourceProbe;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class LanesTest {
    private static final String BOTH = "m=video 0 RTP/AVP 96\na=rtpmap:96 H264/90000\nm=audio 0 RTP/AVP 8\n";
    private static final TransportField INTERLEAVED = TransportField.parse("RTP/AVP/TCP;unicast");

    @RegisterExtension
    final FrameLeaks leaks = FrameLeaks.check();

    @Test
    void aReportThatFindsTheConnectionGoneIsTheLast() {
        Broken wires = new Broken();
        try (SourceProbe probe = SourceProbe.over(leaks)) {
            Rtsp spec = Rtsp.at("rtsp://cam/live");
            Lanes lanes = new Lanes(
                    (connection, taker) -> wires,
                    new RtspConnection(spec, probe.clock(), Optional.empty(), wires),
                    probe,
                    probe.service(Loops.class).orElseThrow().next(),
                    wires);
            wires.onReport = lanes::close;
            lanes.choose(Sdp.parse(ByteBuffer.wrap(BOTH.getBytes(StandardCharsets.UTF_8))), spec.faults(), false);
            lanes.connect(0, INTERLEAVED);
            lanes.connect(1, INTERLEAVED);

            lanes.sweep(probe.clock().nanos() + Duration.ofMinutes(1).toNanos());

            assertEquals(1, wires.reports);
        }
    }

    /** A connection that turns out to be gone when something is sent. */
    private static final class Broken implements Wiring, Wire, RtspConnection.User, Lanes.Listener {
        private Runnable onReport = () -> {};
        private int reports;

        @Override
        public void sendReport(ByteBuffer packet) {
            reports++;
            onReport.run();
        }

        @Override
        public void sendMedia(ByteBuffer packet) {}

        @Override
        public boolean unreliable() {
            return false;
        }

        @Override
        public void prepare(int lane, MediaDescription media, Consumer<String> ask, Consumer<CamkitException> failed) {}

        @Override
        public Optional<Wire> connect(int lane, TransportField answer) {
            return Optional.of(this);
        }

        @Override
        public boolean expects(int channel) {
            return false;
        }

        @Override
        public void onChannel(int channel, ByteBuffer packet) {}

        @Override
        public void onPacket(int channel, ByteBuffer packet) {}

        @Override
        public void onRedirect(String location) {}

        @Override
        public void onLost(CamkitException why) {}

        @Override
        public void onHeard() {}

        @Override
        public void onGoodbye() {}

        @Override
        public void onUnusable(CamkitException why) {}

        @Override
        public void close() {}
    }
}
