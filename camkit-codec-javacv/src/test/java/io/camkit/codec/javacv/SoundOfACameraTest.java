package io.camkit.codec.javacv;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.camkit.CamKit;
import io.camkit.Camera;
import io.camkit.CamkitException;
import io.camkit.Codec;
import io.camkit.Feed;
import io.camkit.Frame;
import io.camkit.FrameHeader;
import io.camkit.FrameReader;
import io.camkit.From;
import io.camkit.SourceSpec;
import io.camkit.Subscription;
import io.camkit.Track;
import io.camkit.Want;
import io.camkit.codec.javacv.Sounds.Packet;
import io.camkit.spi.BlockingSource;
import io.camkit.spi.Source;
import io.camkit.spi.SourceContext;
import io.camkit.testkit.FrameLeaks;
import io.camkit.testkit.Frames;
import io.camkit.testkit.TestKits;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Sound from a camera of H.264 and AAC to somebody who wants Opus, through the whole runtime. */
class SoundOfACameraTest {
    private static final double LOUD = 0.25;
    private static final double SECONDS = 3;
    private static final int WANTED_PACKETS = 40;

    @RegisterExtension
    final FrameLeaks leaks = FrameLeaks.check();

    private final BlockingQueue<Packet> heard = new LinkedBlockingQueue<>();

    @Test
    @Timeout(30)
    void aListenerHearsTheCameraInOpus() throws InterruptedException {
        try (CamKit kit =
                CamKit.create(TestKits.real(leaks).withOnlyPlugins(List.of(new FfmpegCodecs(Isolation.INLINE))))) {
            Camera camera = kit.camera("door").from(new Talking()).start();
            List<Packet> packets = new ArrayList<>();
            try (Subscription listening = feed(camera).subscribe(From.LIVE, Runnable::run, new Listener())) {
                while (packets.size() < WANTED_PACKETS) {
                    packets.add(Objects.requireNonNull(heard.poll(20, TimeUnit.SECONDS), "silence"));
                }
                assertEquals("OPUS 48000 Hz, 2 ch", camera.feeds().get(0).key());
                assertEquals(Map.of(), listening.skipped());
            }

            for (int i = 1; i < packets.size(); i++) {
                assertEquals(960, packets.get(i).pts() - packets.get(i - 1).pts());
            }
            Track opus = Sounds.track(Codec.OPUS, 48_000, 2);
            double begin = (double) packets.get(0).pts() / opus.clockRate() - Sounds.START_SECONDS;
            assertEquals(LOUD, Sounds.heard(opus, packets).amplitude(440, begin + 0.1, begin + 0.7), LOUD / 10);
        }
    }

    private static Feed feed(Camera camera) throws InterruptedException {
        for (int attempt = 0; ; attempt++) {
            try {
                return camera.feed(Want.of(Codec.OPUS));
            } catch (CamkitException e) {
                assertTrue(attempt < 200 && e.code().equals("CK-1101"), e::toString);
                new CountDownLatch(1).await(20, TimeUnit.MILLISECONDS);
            }
        }
    }

    private final class Listener implements FrameReader {
        @Override
        public Answer onFrame(Frame frame) {
            heard.add(new Packet(frame.pts(), Sounds.copy(frame.asBuffer())));
            return Answer.TAKEN;
        }
    }

    /** A camera that sends pictures and a tone of two channels, at twice the pace of its time stamps. */
    private record Talking() implements SourceSpec {
        @Override
        public String describe() {
            return "talking";
        }

        @Override
        public Source open() {
            return new BlockingSource() {
                @Override
                protected void run(SourceContext context) throws InterruptedException {
                    Track sound = Sounds.track(Codec.AAC, 48_000, 2);
                    Frames pictures =
                            Frames.of(Frames.h264(), context.allocator()).capturedBy(context.clock());
                    int n = 0;
                    for (Packet packet : Sounds.packets(sound, Sounds.tone(440, LOUD), SECONDS)) {
                        FrameHeader header = FrameHeader.of(
                                sound, packet.pts(), context.clock().nanos(), true);
                        context.emit(context.allocator().copy(header, ByteBuffer.wrap(packet.bytes())));
                        context.emit(pictures.nth(n++, 25));
                        CountDownLatch next = new CountDownLatch(1);
                        context.clock().schedule(Duration.ofMillis(10), next::countDown);
                        next.await();
                    }
                    new CountDownLatch(1).await();
                }
            };
        }
    }
}
