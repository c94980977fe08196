package io.camkit.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.camkit.CamKit;
import io.camkit.Camera;
import io.camkit.CamkitException;
import io.camkit.Codec;
import io.camkit.Feed;
import io.camkit.FeedStatus;
import io.camkit.Frame;
import io.camkit.FrameReader;
import io.camkit.From;
import io.camkit.State;
import io.camkit.Subscription;
import io.camkit.Want;
import io.camkit.testkit.FrameLeaks;
import io.camkit.testkit.TestKits;
import io.camkit.testkit.peers.Ffmpeg;
import io.camkit.testkit.peers.GstRtspServer;
import java.io.ByteArrayOutputStream;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The sound of an RTSP camera for those who cannot play what it sends, from the camera to the listener. */
@Timeout(60)
class DerivedSoundTest {
    private static final int TONE = 440;
    private static final int SECOND_OF_G711 = 8000;
    private static final int OPUS_PACKETS = 30;

    @RegisterExtension
    final FrameLeaks leaks = FrameLeaks.check();

    @TempDir
    Path folder;

    @Test
    void listenersHearACameraOfH264AndAacInOpusAndG711AtTheSameTime() throws Exception {
        Path video = Ffmpeg.h264(folder.resolve("clip.h264"), 320, 240, 25, 25, 50);
        Path sound = Ffmpeg.sound(folder.resolve("clip.aac"), Codec.AAC, 2);
        try (GstRtspServer server =
                        GstRtspServer.of(video).sound(Codec.AAC, sound).start();
                CamKit kit = CamKit.create(TestKits.real(leaks))) {
            Camera camera = kit.camera("door").from(server.uri(0)).start();
            var opus = new Listener();
            var telephone = new Listener();
            try (Subscription a = opus.to(feed(camera, Codec.OPUS));
                    Subscription b = telephone.to(feed(camera, Codec.PCMU))) {
                byte[] heard = telephone.hear(SECOND_OF_G711);
                for (int i = 0; i < OPUS_PACKETS; i++) {
                    // 20 ms of full band in one frame (RFC 6716, section 3.1), one channel
                    assertEquals(31 << 3, opus.packet()[0] & 0xfb);
                }

                assertEquals(2 * TONE, zeroCrossings(heard), 10);
                assertEquals(
                        Set.of("OPUS 48000 Hz, 1 ch", "PCMU 8000 Hz, 1 ch"),
                        camera.feeds().stream().map(FeedStatus::key).collect(Collectors.toSet()));
                assertEquals(State.RUNNING, camera.state());
                assertTrue(a.delivered() >= OPUS_PACKETS && b.delivered() > 0);
            }
        }
    }

    private static Feed feed(Camera camera, Codec codec) throws InterruptedException {
        for (int attempt = 0; ; attempt++) {
            try {
                return camera.feed(Want.of(codec));
            } catch (CamkitException e) {
                assertTrue(attempt < 400 && e.retry() == CamkitException.Retry.RETRY, e::toString);
                new CountDownLatch(1).await(50, TimeUnit.MILLISECONDS);
            }
        }
    }

    /** How often mu-law (ITU-T G.711) changes its sign, which is its first bit. */
    private static int zeroCrossings(byte[] samples) {
        int crossings = 0;
        for (int i = 1; i < samples.length; i++) {
            crossings += (samples[i] ^ samples[i - 1]) < 0 ? 1 : 0;
        }
        return crossings;
    }

    /** Keeps what it hears. */
    private static final class Listener {
        private final BlockingQueue<byte[]> packets = new LinkedBlockingQueue<>();

        Subscription to(Feed feed) {
            return feed.subscribe(From.LIVE, Runnable::run, this::onFrame);
        }

        private FrameReader.Answer onFrame(Frame frame) {
            byte[] bytes = new byte[frame.size()];
            frame.payload().copyTo(0, bytes, 0, bytes.length);
            packets.add(bytes);
            return FrameReader.Answer.TAKEN;
        }

        byte[] packet() throws InterruptedException {
            return Objects.requireNonNull(packets.poll(20, TimeUnit.SECONDS), "silence");
        }

        byte[] hear(int bytes) throws InterruptedException {
            var heard = new ByteArrayOutputStream();
            packet(); // before the first sound of a clip there is silence
            while (heard.size() < bytes) {
                heard.writeBytes(packet());
            }
            return Arrays.copyOf(heard.toByteArray(), bytes);
        }
    }
}
