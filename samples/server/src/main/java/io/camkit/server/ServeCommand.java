package io.camkit.server;

import io.camkit.CamKit;
import io.camkit.KitOptions;
import io.camkit.server.config.ConfigReader;
import io.camkit.server.config.Installed;
import io.camkit.server.config.InvalidConfiguration;
import io.camkit.server.config.ServerConfig;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Runs the server until it is told to stop. */
@Command(name = "serve", mixinStandardHelpOptions = true, description = "Starts the camera server.")
final class ServeCommand implements Callable<Integer> {
    private static final Path USUAL_CONFIG = Path.of("camkit.yaml");
    private static final String DEMO = "demo.yaml";

    @Option(names = "--config", paramLabel = "FILE", description = "the configuration; camkit.yaml if it is there")
    private Optional<Path> config = Optional.empty();

    @Option(names = "--env-file", paramLabel = "FILE", description = "variables; ${DEFAULT-VALUE} if it is there")
    private Path envFile = Path.of(".env");

    @Option(names = "--port", paramLabel = "N", description = "the port to listen on")
    private Optional<String> port = Optional.empty();

    @Option(names = "--bind", paramLabel = "ADDRESS", description = "the address to listen on")
    private Optional<String> bind = Optional.empty();

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "where the server keeps what it is given; ${DEFAULT-VALUE}")
    private Path data = Path.of("data");

    @Option(names = "--demo", description = "show the demo cameras, whatever the configuration says")
    private boolean demo;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before call()
    private CommandSpec spec;

    @Override
    public Integer call() throws InvalidConfiguration, InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        var codecs = new ConfiguredCodecs();
        try (CamKit kit = CamKit.create(KitOptions.standard().withPlugin(codecs))) {
            ConfigReader reader = new ConfigReader(options(), System.getenv(), envFile, Installed.in(kit));
            Optional<Path> file = file();
            boolean made = file.isEmpty() && (demo || !Files.exists(data.resolve(CameraFile.NAME)));
            ServerConfig read =
                    file.isPresent() ? reader.read(file.get()) : reader.read(DEMO, made ? demoCameras() : "");
            codecs.isolate(read.isolation());
            try (CamServer server = CamServer.start(kit, read, data)) {
                file.ifPresent(path -> server.follow(path, envFile, reader));
                // whoever has read how to stop it may do so at once
                Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(server, kit), "camkit-stop"));
                Greeting.print(out, server, kit, made);
                kit.awaitClose();
            }
        }
        return 0;
    }

    /** The file to read; empty when there is none, or the demo is asked for. */
    private Optional<Path> file() {
        if (demo) {
            return Optional.empty();
        }
        return config.or(() -> Files.exists(USUAL_CONFIG) ? Optional.of(USUAL_CONFIG) : Optional.empty());
    }

    private Map<String, String> options() {
        Map<String, String> options = new HashMap<>();
        port.ifPresent(value -> options.put("listen.port", value));
        bind.ifPresent(value -> options.put("listen.bind", value));
        return options;
    }

    private static String demoCameras() {
        try (InputStream in = Objects.requireNonNull(ServeCommand.class.getResourceAsStream("/" + DEMO))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A signal came. What was closed in order is a clean end, and the exit code says so: the JVM's own would name the signal. */
    private static void stop(CamServer server, CamKit kit) {
        server.close();
        kit.close();
        Runtime.getRuntime().halt(0);
    }
}
