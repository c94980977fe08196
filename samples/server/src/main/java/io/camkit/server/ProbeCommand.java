package io.camkit.server;

import io.camkit.CamKit;
import io.camkit.Credentials;
import io.camkit.Secret;
import io.camkit.SourceSpec;
import io.camkit.server.probe.Finding;
import io.camkit.server.probe.Probe;
import io.camkit.spi.SourceAddress;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Tries one source: does its address make sense, does it answer, does a picture come. */
@Command(name = "probe", mixinStandardHelpOptions = true, description = "Tries one camera, step by step.")
final class ProbeCommand implements Callable<Integer> {
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

    @Option(names = "--verbose", description = "shows the log as well")
    private boolean verbose;

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
        if (!verbose) {
            LogLines.silence();
        }
        PrintWriter out = spec.commandLine().getOut();
        return probe(out) == Finding.State.FAILED ? 1 : 0;
    }

    /** Whoever can start a program on this machine may connect to anything that it reaches. */
    private Finding.State probe(PrintWriter out) throws InterruptedException {
        SourceSpec source;
        try (CamKit kit = CamKit.create()) {
            source = kit.source(url, credentials());
        }
        out.printf("%s%n", source.describe());
        SourceAddress address = SourceAddress.parse(url, Optional.empty());
        boolean onNetwork = !address.within().orElse(address).host().isEmpty();
        return Probe.run(source, onNetwork, Duration.ofSeconds(timeoutSeconds), finding -> print(out, finding));
    }

    private Optional<Credentials> credentials() {
        return username.map(name -> new Credentials(name, Secret.of(password.orElse(""))));
    }

    private static void print(PrintWriter out, Finding finding) {
        String millis = finding.millis() == null ? "" : finding.millis() + " ms";
        String code = finding.code() == null ? "" : finding.code() + " ";
        String detail = finding.detail() == null ? "" : finding.detail();
        String mark = switch (finding.state()) {
            case OK -> "ok";
            case ADVICE -> "could be better";
            case SKIPPED -> "-";
            case FAILED -> "FAILED";
        };
        out.printf(Locale.ROOT, "%-17s %9s  %s%n", finding.step(), millis, (mark + "  " + code + detail).strip());
        if (finding.mend() != null) {
            out.printf("%-17s %9s  Mend: %s%n", "", "", finding.mend());
        }
        out.flush();
    }
}
