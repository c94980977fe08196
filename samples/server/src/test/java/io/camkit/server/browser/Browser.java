package io.camkit.server.browser;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.ScriptTimeoutException;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;

/**
 * A headless Chromium of its own with a fresh profile, that notes every picture its pages show.
 *
 * <p>{@link #close()} ends it and everything it started.
 */
public final class Browser implements AutoCloseable {
    private static final String INSTALL = "apt-get install chromium chromium-driver";

    // Selenium warns at every start that it does not know the newest protocol, of which nothing here depends
    private static final Logger SELENIUM = Logger.getLogger("org.openqa.selenium");

    static {
        SELENIUM.setLevel(Level.SEVERE);
    }

    private final Path profile;
    private final ChromeDriver driver;

    private Browser(Path profile, ChromeDriver driver) {
        this.profile = profile;
        this.driver = driver;
    }

    /** A browser whose window has 1280x800 pixels. */
    public static Browser start() {
        try {
            Path profile = Files.createTempDirectory("camkit-browser");
            var service = new ChromeDriverService.Builder()
                    .usingDriverExecutable(installed("/usr/bin/chromedriver"))
                    .usingAnyFreePort()
                    .withLogFile(profile.resolve("driver.log").toFile())
                    .build();
            var driver = new ChromeDriver(service, options(profile));
            driver.executeCdpCommand("Page.addScriptToEvaluateOnNewDocument", Map.of("source", readings()));
            return new Browser(profile, driver);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static File installed(String program) {
        File file = new File(program);
        if (!file.canExecute()) {
            throw new AssertionError("this test needs " + program + ": " + INSTALL);
        }
        return file;
    }

    private static ChromeOptions options(Path profile) {
        // naming both programs keeps Selenium from looking for others on the network
        ChromeOptions options = new ChromeOptions();
        options.setBinary(installed("/usr/bin/chromium"));
        options.addArguments(
                "--headless=new",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-quic",
                "--disable-dev-shm-usage",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--autoplay-policy=no-user-gesture-required",
                "--window-size=1280,800",
                "--user-data-dir=" + profile.resolve("profile"));
        return options;
    }

    private static String readings() throws IOException {
        try (InputStream in = Objects.requireNonNull(Browser.class.getResourceAsStream("readings.js"))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** As it was started: an empty page on a desk by day. */
    void reset() {
        driver.executeCdpCommand("Emulation.clearDeviceMetricsOverride", Map.of());
        dark(false);
        driver.get("about:blank");
    }

    /** Opens a page; the readings begin anew. */
    public void open(URI page) {
        // an address that differs in its fragment alone would not be loaded anew
        driver.get("about:blank");
        driver.get(page.toString());
    }

    /** Runs JavaScript in the page and answers what it returns. */
    public Object run(String script, Object... arguments) {
        return driver.executeScript(script, arguments);
    }

    /** What is written in the elements of this selector, as a person sees it. */
    public String text(String selector) {
        return (String) Objects.requireNonNull(run(
                "return [...document.querySelectorAll(arguments[0])].map((e) => e.innerText).join('\\n')", selector));
    }

    /** Milliseconds since the page was opened, the clock of {@link Reading#atMillis()}. */
    public double now() {
        return ((Number) run("return performance.now()")).doubleValue();
    }

    /** Pictures that the tile of this camera showed after this moment, oldest first. */
    @SuppressWarnings("unchecked") // what readings.js returns
    public List<Reading> readings(String camera, double afterMillis) {
        var rows = (List<List<? extends Number>>)
                run("return readings.of(arguments[0], arguments[1])", camera, afterMillis);
        return rows.stream().map(Reading::of).toList();
    }

    /**
     * The longest time since this moment in which the page was not painted. A machine that is busy with something else does that, and then
     * nobody can tell from the page which frames it was sent.
     */
    public double longestPauseMillis(double afterMillis) {
        return ((Number) run("return readings.longestPause(arguments[0])", afterMillis)).doubleValue();
    }

    /** Waits for the first readable picture of this camera after this moment. */
    @SuppressWarnings("unchecked") // what readings.js returns
    public Reading awaitPicture(String camera, double afterMillis, Duration limit) {
        try {
            return Reading.of((List<? extends Number>)
                    promised("return readings.first(arguments[0], arguments[1])", limit, camera, afterMillis));
        } catch (ScriptTimeoutException e) {
            throw new AssertionError("no picture of " + camera + " within " + limit.toMillis() + " ms; the page says: "
                    + text("[data-camera='" + camera + "']"));
        }
    }

    /** Lets the page run until this moment of its own clock. */
    public void runUntil(double millis) {
        promised(
                "return new Promise((done) => setTimeout(done, arguments[0] - performance.now()))",
                Duration.ofMillis((long) millis).plusSeconds(30),
                millis);
    }

    /** Waits until this expression is true in the page. */
    public void await(String expression, Duration limit) {
        try {
            promised(
                    "return new Promise((done) => { const ask = () => { if (" + expression
                            + ") done(true); else setTimeout(ask, 20); }; ask(); })",
                    limit,
                    "");
        } catch (ScriptTimeoutException e) {
            throw new AssertionError(
                    "not within " + limit.toMillis() + " ms: " + expression + "; the page says: " + text("body"));
        }
    }

    /** Runs JavaScript that returns a promise, and answers what it comes to. */
    Object promised(String promise, Duration limit, Object... arguments) {
        driver.manage().timeouts().scriptTimeout(limit);
        return Objects.requireNonNull(driver.executeAsyncScript(
                "const done = arguments[arguments.length - 1]; (function () { " + promise
                        + " }).apply(null, arguments).then((value) => done(value ?? true))",
                arguments));
    }

    /** Shows pages as on a screen of this size, in CSS pixels. */
    public void screen(int width, int height) {
        driver.executeCdpCommand(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", width < 600));
    }

    /** Shows pages as to somebody who likes them dark, or light. */
    public void dark(boolean dark) {
        Map<String, String> feature = Map.of("name", "prefers-color-scheme", "value", dark ? "dark" : "light");
        driver.executeCdpCommand("Emulation.setEmulatedMedia", Map.of("features", List.of(feature)));
    }

    /** Writes into a field of the page, in place of what it had. */
    public void type(String selector, String text) {
        run(
                "const field = document.querySelector(arguments[0]); field.value = arguments[1];"
                        + " field.dispatchEvent(new Event('input', { bubbles: true }))",
                selector,
                text);
    }

    /** Clicks what this selector names first. */
    public void click(String selector) {
        run("document.querySelector(arguments[0]).click()", selector);
    }

    /** Keeps a picture of the page as {@code target/screenshots/NAME.png}. */
    public void screenshot(String name) {
        try {
            Path file = Path.of("target", "screenshots", name + ".png");
            Files.createDirectories(file.getParent());
            Files.write(file, driver.getScreenshotAs(OutputType.BYTES));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        driver.quit();
        try (Stream<Path> files = Files.walk(profile)) {
            files.sorted(Comparator.reverseOrder())
                    .forEach(path -> path.toFile().delete());
        } catch (IOException | UncheckedIOException e) {
            // a last child of the browser may still be writing; the system clears its folder of temporary files
        }
    }
}
