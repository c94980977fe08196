package io.camkit.server.config;

import io.camkit.CamkitException;
import io.camkit.Credentials;
import io.camkit.SinkSpec;
import io.camkit.SourceSpec;
import io.camkit.spi.Sink;
import io.camkit.spi.Source;
import io.camkit.spi.SourceAddress;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A configuration to read in a test, with plugins that know {@code rtsp}, {@code esp32}, {@code live} and {@code mjpeg}. */
final class Reading {
    private final Map<String, String> commandLine = new HashMap<>();
    private final Map<String, String> environment = new HashMap<>();
    private Path envFile = Path.of("no-such.env");

    Reading option(String path, String value) {
        commandLine.put(path, value);
        return this;
    }

    Reading variable(String name, String value) {
        environment.put(name, value);
        return this;
    }

    Reading envFile(Path file) {
        envFile = file;
        return this;
    }

    ConfigReader reader() {
        return new ConfigReader(commandLine, environment, envFile, new Plugins());
    }

    ServerConfig of(String yaml) throws InvalidConfiguration {
        return reader().read("camkit.yaml", yaml);
    }

    /** Each fault as {@code line:column code}, in their order. */
    List<String> faultsOf(String yaml) {
        try {
            return of(yaml).cameraFaults().stream().map(Reading::brief).toList();
        } catch (InvalidConfiguration e) {
            return e.faults().stream().map(Reading::brief).toList();
        }
    }

    /** What a person would read. */
    String messageOf(String yaml) {
        try {
            of(yaml);
            return "";
        } catch (InvalidConfiguration e) {
            return String.valueOf(e.getMessage());
        }
    }

    private static String brief(Fault fault) {
        return fault.at().line() + ":" + fault.at().column() + " " + fault.code();
    }

    /** A source that remembers what it was made from. */
    record KnownSource(SourceAddress address) implements SourceSpec {
        @Override
        public String describe() {
            return address.toString();
        }

        @Override
        public Source open() {
            throw new UnsupportedOperationException("never opened here");
        }
    }

    private record KnownSink(String name) implements SinkSpec {
        @Override
        public Sink open() {
            throw new UnsupportedOperationException("never opened here");
        }
    }

    static final class Plugins implements Installed {
        @Override
        public SourceSpec source(String address, Optional<Credentials> fallback) {
            SourceAddress parsed = SourceAddress.parse(address, fallback);
            if (!Set.of("rtsp", "esp32").contains(parsed.scheme())) {
                throw new CamkitException(
                        "CK-1201", "no plugin for " + parsed.scheme(), "", "add it", CamkitException.Retry.GIVE_UP);
            }
            return new KnownSource(parsed);
        }

        @Override
        public List<SinkSpec> sinks() {
            return List.of(new KnownSink("live"), new KnownSink("mjpeg"));
        }
    }
}
