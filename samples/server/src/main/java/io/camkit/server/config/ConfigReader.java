package io.camkit.server.config;

import io.camkit.codec.javacv.Isolation;
import io.camkit.http.Access;
import io.camkit.sink.webrtc.WebRtcOptions;
import io.camkit.spi.Nullable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.yaml.snakeyaml.nodes.Node;

/**
 * Reads the configuration: the command line goes first, then the environment, then {@code .env}, then the file.
 *
 * <p>What is wrong is collected, not thrown one by one. A camera whose address or sinks the installed plugins cannot use is kept, with a
 * source that says why; anything else that is wrong makes the whole configuration invalid.
 *
 * <p><b>Threading.</b> Any thread; nothing is kept between two readings.
 */
public final class ConfigReader {
    private final Map<String, String> commandLine;
    private final Map<String, String> environment;
    private final Path envFile;
    private final Installed installed;

    /**
     * @param commandLine by path, for example {@code listen.port}
     * @param environment the process's variables
     * @param envFile read when it is there
     * @param installed what the plugins can make
     */
    public ConfigReader(
            Map<String, String> commandLine, Map<String, String> environment, Path envFile, Installed installed) {
        this.commandLine = Map.copyOf(commandLine);
        this.environment = Map.copyOf(environment);
        this.envFile = envFile;
        this.installed = installed;
    }

    /**
     * Reads a file.
     *
     * @throws InvalidConfiguration naming every fault
     */
    public ServerConfig read(Path file) throws InvalidConfiguration {
        List<Fault> faults = new ArrayList<>();
        Optional<String> text = YamlFile.text(file, faults);
        return text.isPresent() ? read(file.toString(), text.get(), faults) : reject(faults);
    }

    /**
     * Reads text.
     *
     * @param source what faults call it
     * @throws InvalidConfiguration naming every fault
     */
    public ServerConfig read(String source, String text) throws InvalidConfiguration {
        return read(source, text, new ArrayList<>());
    }

    private ServerConfig read(String source, String text, List<Fault> faults) throws InvalidConfiguration {
        Overrides overrides = new Overrides(commandLine, environment, dotEnv(faults));
        Optional<Node> tree = YamlFile.tree(source, text, faults);
        if (!faults.isEmpty()) {
            reject(faults);
        }
        Section root = Section.root(source, tree, overrides, faults);
        Section listening = root.section("listen");
        ListenConfig listen = new ListenReader(faults).read(listening);
        Access access = new AccessReader(faults).read(root, listen, listening.at("bind"));
        Isolation isolation = new CodecsReader(faults).read(root.section("codecs"));
        WebRtcOptions webRtc = new WebRtcReader(faults).read(root.section("webrtc"), listen);
        CamerasReader cameras = new CamerasReader(installed, faults);
        List<CameraConfig> read = cameras.read(root);
        root.end();
        overrides.end(faults);
        if (!faults.isEmpty()) {
            faults.addAll(cameras.cameraFaults());
            reject(faults);
        }
        return new ServerConfig(listen, access, isolation, webRtc, read, cameras.cameraFaults());
    }

    private Map<String, Setting> dotEnv(List<Fault> faults) {
        if (!Files.exists(envFile)) {
            return Map.of();
        }
        @Nullable String text = YamlFile.text(envFile, faults).orElse(null);
        return text == null ? Map.of() : DotEnv.parse(envFile.toString(), text, faults);
    }

    private static ServerConfig reject(List<Fault> faults) throws InvalidConfiguration {
        throw InvalidConfiguration.of(faults);
    }
}
