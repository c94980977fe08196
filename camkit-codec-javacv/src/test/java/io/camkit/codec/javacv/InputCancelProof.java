package io.camkit.codec.javacv;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.camkit.CamKit;
import io.camkit.CamkitException;
import io.camkit.Clock;
import io.camkit.Credentials;
import io.camkit.Frame;
import io.camkit.Metrics;
import io.camkit.SourceSpec;
import io.camkit.spi.FrameAllocator;
import io.camkit.spi.Source;
import io.camkit.spi.SourceContext;
import io.camkit.testkit.FrameLeaks;
import io.camkit.testkit.SourceProbe;
import io.camkit.testkit.peers.FfmpegStreamServer;
import io.camkit.testkit.peers.Lighttpd;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** How long an input goes on after it was told to stop, at a random moment: while it connects to nobody who answers, and while it plays. */
@Tag("proof")
class InputCancelProof {
    private static final int ROUNDS = 20;
    private static final double MAX_MILLIS = 100;

    @TempDir
    private Path folder;

    @RegisterExtension
    final FrameLeaks leaks = FrameLeaks.check();

    private final List<String> tooLong = new ArrayList<>();
    private final RandomGenerator random = new SplittableRandom(4);

    @Test
    void anInputEndsWithinATenthOfASecond() throws Exception {
        Path clip = Clips.h264AndAac(folder.resolve("clip.mp4"), 4);
        Clips.playlist(clip, folder.resolve("index.m3u8"));
        try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
                FfmpegStreamServer rtmp = FfmpegStreamServer.rtmp(clip);
                Lighttpd web = Lighttpd.files(folder);
                CamKit kit = CamKit.create()) {
            String nobody = "127.0.0.1:" + silent.getLocalPort();
            check(kit, "RTMP, no answer", "rtmp://" + nobody + "/a/b", false);
            check(kit, "RTSP, no answer", "rtsp://" + nobody + "/a", false);
            check(kit, "HTTP, no answer", "http://" + nobody + "/a.m3u8", false);
            check(kit, "SRT, no answer", "srt://" + nobody, false);
            check(kit, "RTMP, playing", rtmp.uri(), true);
            check(kit, "HLS, playing", "http://127.0.0.1:" + web.port() + "/index.m3u8", true);
            check(kit, "file, playing", clip.toString(), true);
        }
        assertEquals(List.of(), tooLong);
    }

    private void check(CamKit kit, String name, String address, boolean plays) throws Exception {
        check(kit, name + ", in a child", Ffmpeg.input(address), plays);
        check(kit, name + ", inline", Ffmpeg.input(address).isolation(Isolation.INLINE), plays);
    }

    private void check(CamKit kit, String name, Ffmpeg input, boolean plays) throws Exception {
        double[] millis = new double[ROUNDS];
        for (int round = 0; round < ROUNDS; round++) {
            Attempt attempt = new Attempt(kit.clock());
            Source source = input.open();
            source.start(attempt);
            if (plays) {
                assertTrue(attempt.playing.await(20, TimeUnit.SECONDS), name);
            }
            LockSupport.parkNanos(random.nextLong(plays ? 50_000_000 : 800_000_000));
            long stopped = kit.clock().nanos();
            source.stop();
            attempt.over.get(20, TimeUnit.SECONDS);
            millis[round] = (kit.clock().nanos() - stopped) / 1e6;
        }
        Arrays.sort(millis);
        double worst = millis[ROUNDS - 1];
        System.out.printf("cancel %s: median %.0f ms, worst %.0f ms of %d%n", name, millis[ROUNDS / 2], worst, ROUNDS);
        if (worst > MAX_MILLIS) {
            tooLong.add(name + " took " + worst + " ms");
        }
    }

    /** A context whose time is real. */
    private final class Attempt implements SourceContext {
        private final Clock clock;
        private final CountDownLatch playing = new CountDownLatch(3);
        private final SourceProbe probe = SourceProbe.over(leaks);
        private final CompletableFuture<CamkitException> over = new CompletableFuture<>();

        Attempt(Clock clock) {
            this.clock = clock;
        }

        @Override
        public String camera() {
            return "proof";
        }

        @Override
        public FrameAllocator allocator() {
            return leaks.allocator();
        }

        @Override
        public Clock clock() {
            return clock;
        }

        @Override
        public RandomGenerator random() {
            return random;
        }

        @Override
        public Metrics metrics() {
            return probe.metrics();
        }

        @Override
        public <T> Optional<T> service(Class<T> type) {
            return Optional.empty();
        }

        @Override
        public SourceSpec source(String address, Optional<Credentials> fallback) {
            throw new AssertionError("FFmpeg opens its input itself");
        }

        @Override
        public void lendThread(Runnable work) {
            Thread thread = new Thread(work, "lent");
            thread.setDaemon(true);
            thread.start();
        }

        @Override
        public void transport(String description) {}

        @Override
        public void emit(Frame frame) {
            frame.release();
            playing.countDown();
        }

        @Override
        public void unchanged() {}

        @Override
        public void ended(CamkitException why) {
            over.complete(why);
        }
    }
}
