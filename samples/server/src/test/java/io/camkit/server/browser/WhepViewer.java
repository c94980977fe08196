package io.camkit.server.browser;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Watches cameras by WHEP in a browser, with nothing of ours in the page, and tells what the browser says of them. */
public final class WhepViewer {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Browser browser;

    private WhepViewer(Browser browser) {
        this.browser = browser;
    }

    /**
     * What the browser counted in some time.
     *
     * @param millis how long that was on the browser's clock
     * @param bufferedMillis how long a frame waited before it was decoded, on average
     */
    public record Counts(
            double millis,
            int received,
            int decoded,
            int dropped,
            int freezes,
            double frozenSeconds,
            int packetsLost,
            double bufferedMillis,
            int width) {
        private static Counts of(Map<String, ? extends Number> counts) {
            return new Counts(
                    number(counts, "millis"),
                    (int) number(counts, "received"),
                    (int) number(counts, "decoded"),
                    (int) number(counts, "dropped"),
                    (int) number(counts, "freezes"),
                    number(counts, "frozenSeconds"),
                    (int) number(counts, "packetsLost"),
                    number(counts, "bufferedMillis"),
                    (int) number(counts, "width"));
        }

        private static double number(Map<String, ? extends Number> counts, String name) {
            return Objects.requireNonNull(counts.get(name), name).doubleValue();
        }
    }

    /** One on an empty page of this server. */
    public static WhepViewer on(Browser browser, URI server) {
        browser.open(server.resolve("/health"));
        browser.run(script());
        return new WhepViewer(browser);
    }

    private static String script() {
        try (InputStream in = Objects.requireNonNull(WhepViewer.class.getResourceAsStream("whep.js"))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Begins to watch, beside those that are watched already.
     *
     * @return milliseconds from the server's answer to the first picture on the screen
     */
    @SuppressWarnings("unchecked") // what whep.js returns
    public double watch(String camera) {
        var begun = (Map<String, ? extends Number>)
                browser.promised("return whep.watch(arguments[0], { audio: true })", PATIENCE, camera);
        return Objects.requireNonNull(begun.get("firstFrameMillis")).doubleValue();
    }

    /** What arrives of each of these cameras within the same time, in their order. */
    @SuppressWarnings("unchecked") // what whep.js returns
    public List<Counts> during(Duration time, List<String> cameras) {
        var counts = (List<Map<String, ? extends Number>>) browser.promised(
                "return Promise.all(arguments[0].map((camera) => whep.during(camera, arguments[1])))",
                time.plus(PATIENCE),
                cameras,
                time.toSeconds());
        return counts.stream().map(Counts::of).toList();
    }

    /** The strongest tone of this camera's sound, in hertz. */
    public double tone(String camera) {
        return ((Number) browser.promised("return whep.tone(arguments[0])", PATIENCE, camera)).doubleValue();
    }
}
