package io.camkit.samples.embed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.camkit.Frame;
import io.camkit.ProcessorSpec;
import io.camkit.Track;
import io.camkit.testkit.Frames;
import io.camkit.testkit.ProcessorContract;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** The sample's processor keeps the contract of all processors, and does what the sample says. */
class CustomProcessorTest extends ProcessorContract {
    private static final int ATTEMPTS = 200;

    @Override
    protected ProcessorSpec spec() {
        return new CustomProcessor.Thinned(2);
    }

    @Override
    protected Track newTrack() {
        return Frames.jpeg();
    }

    @Override
    protected Frame frame(Track track, int n, boolean keyFrame) {
        return Frames.of(track, leaks.allocator()).key(n);
    }

    @Test
    void theSampleFitsOnAScreen() throws IOException {
        Path file = Path.of("src/main/java/io/camkit/samples/embed/CustomProcessor.java");

        assertTrue(Files.readAllLines(file).size() < 60, "too long");
    }

    @Test
    void aViewerSeesTwoPicturesASecond() throws Exception {
        int port = freePort();
        Thread sample = new Thread(() -> run("test:clock?width=160&height=120&fps=20", port), "sample");
        sample.start();
        try {
            List<Double> times = timesOfPictures(port, 3);
            for (int i = 1; i < times.size(); i++) {
                assertEquals(0.5, times.get(i) - times.get(i - 1), 0.2);
            }
        } finally {
            sample.interrupt();
            sample.join();
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket any = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return any.getLocalPort();
        }
    }

    private static void run(String camera, int port) {
        try {
            CustomProcessor.main(new String[] {camera, String.valueOf(port)});
        } catch (InterruptedException e) {
            // the test is over
        }
    }

    private static List<Double> timesOfPictures(int port, int count) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/stream.mjpg"))
                .timeout(Duration.ofSeconds(20))
                .build();
        for (int attempt = 1; ; attempt++) {
            try {
                var answer = HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofInputStream());
                if (answer.statusCode() == 200) {
                    try (var lines =
                            new BufferedReader(new InputStreamReader(answer.body(), StandardCharsets.ISO_8859_1))) {
                        return timesIn(lines, count);
                    }
                }
            } catch (IOException e) {
                if (attempt == ATTEMPTS) {
                    throw e;
                }
            }
            new CountDownLatch(1).await(100, TimeUnit.MILLISECONDS);
        }
    }

    private static List<Double> timesIn(BufferedReader lines, int count) throws IOException {
        List<Double> times = new ArrayList<>();
        while (times.size() < count) {
            String line = lines.readLine();
            if (line.startsWith("X-Timestamp: ")) {
                times.add(Double.parseDouble(line.substring("X-Timestamp: ".length())));
            }
        }
        return times;
    }
}
