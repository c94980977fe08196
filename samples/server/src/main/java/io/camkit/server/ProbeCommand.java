package io.camkit.server;

import io.camkit.CamKit;
import io.camkit.Camera;
import io.camkit.CamkitException;
import io.camkit.Clock;
import io.camkit.Credentials;
import io.camkit.Event;
import io.camkit.Secret;
import io.camkit.SourceSpec;
import io.camkit.State;
import io.camkit.StreamStatus;
import io.camkit.Track;
import io.camkit.spi.Nullable;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Tries one source: does its address make sense, does it answer, does a picture come. */
@Command(name = "probe", mixinStandardHelpOptions = true, description = "Tries one camera, step by step.")
final class ProbeCommand implements Callable<Integer> {
    private static final String CAMERA = "probe";
    private static final Duration WATCHED = Duration.ofSeconds(2);

    @Parameters(index = "0", paramLabel = "URL", description = "for example rtsp://10.0.0.5/stream1")
    private String url = "";

    @Option(names = "--timeout", paramLabel = "SECONDS", description = "until the first picture; ${DEFAULT-VALUE}")
    private int timeoutSeconds = 10;

    @Option(names = "--username", paramLabel = "NAME", description = "for an address that carries none")
    private Optional<String> username = Optional.empty();

    @Option(
            names = "--password",
            paramLabel = "PASSWORD",
            description = "asked for when no value follows",
            interactive = true,
            arity = "0..1")
    private Optional<String> password = Optional.empty();

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before call()
    private CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        if (timeoutSeconds < 1) {
            throw new ParameterException(spec.commandLine(), "--timeout is at least 1");
        }
        if (password.isPresent() && username.isEmpty()) {
            throw new ParameterException(spec.commandLine(), "--password needs --username");
        }
        try (CamKit kit = CamKit.create()) {
            PrintWriter out = spec.commandLine().getOut();
            SourceSpec source = kit.source(url, credentials());
            say(out, "address", source.describe());
            BlockingQueue<Event> events = new LinkedBlockingQueue<>();
            kit.events().listen(Runnable::run, events::add);
            return watch(kit.clock(), kit.camera(CAMERA).from(source).start(), events, out);
        }
    }

    private Optional<Credentials> credentials() {
        return username.map(name -> new Credentials(name, Secret.of(password.orElse(""))));
    }

    private int watch(Clock clock, Camera camera, BlockingQueue<Event> events, PrintWriter out)
            throws InterruptedException {
        long begun = clock.nanos();
        Optional<CamkitException> failure = firstPicture(clock, events);
        if (failure.isPresent()) {
            return failed(out, failure.get());
        }
        StreamStatus status = camera.streams().get(0);
        say(out, "connected", status.transport());
        say(out, "first picture", String.format(Locale.ROOT, "after %.2f s", (clock.nanos() - begun) / 1e9));
        say(out, "tracks", status.tracks().stream().map(Track::toString).collect(Collectors.joining(", ")));
        Optional<CamkitException> later = failureWithin(WATCHED, clock, events);
        if (later.isPresent()) {
            return failed(out, later.get());
        }
        long frames = camera.streams().get(0).framesIn() - status.framesIn();
        say(out, "over 2 s", String.format(Locale.ROOT, "%.1f frames a second", (double) frames / WATCHED.toSeconds()));
        return 0;
    }

    /** Waits for the first picture; empty when it came. */
    private Optional<CamkitException> firstPicture(Clock clock, BlockingQueue<Event> events)
            throws InterruptedException {
        long deadline = clock.nanos() + TimeUnit.SECONDS.toNanos(timeoutSeconds);
        for (; ; ) {
            @Nullable Event event = events.poll(deadline - clock.nanos(), TimeUnit.NANOSECONDS);
            if (event == null) {
                return Optional.of(new CamkitException(
                        "CK-6121",
                        "no picture within " + timeoutSeconds + " s",
                        "",
                        "check that the camera sends video, or give it longer with --timeout",
                        CamkitException.Retry.GIVE_UP));
            }
            if (event instanceof Event.StateChanged change) {
                if (change.to() == State.RUNNING) {
                    return Optional.empty();
                }
                if (change.cause() != null) {
                    return Optional.of(change.cause());
                }
            }
        }
    }

    private static Optional<CamkitException> failureWithin(Duration time, Clock clock, BlockingQueue<Event> events)
            throws InterruptedException {
        long deadline = clock.nanos() + time.toNanos();
        for (; ; ) {
            @Nullable Event event = events.poll(deadline - clock.nanos(), TimeUnit.NANOSECONDS);
            if (event == null) {
                return Optional.empty();
            }
            if (event instanceof Event.StateChanged change && change.cause() != null) {
                return Optional.of(change.cause());
            }
        }
    }

    private static int failed(PrintWriter out, CamkitException why) {
        say(out, "failed", why.code() + " " + why.what());
        say(out, "mend", why.mend());
        return 1;
    }

    private static void say(PrintWriter out, String step, String result) {
        out.printf(Locale.ROOT, "%-14s %s%n", step, result);
        out.flush();
    }
}
