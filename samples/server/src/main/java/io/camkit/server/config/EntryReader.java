package io.camkit.server.config;

import io.camkit.CamkitException;
import io.camkit.Credentials;
import io.camkit.Secret;
import io.camkit.SinkSpec;
import io.camkit.SourceSpec;
import io.camkit.source.esp32.DeviceKey;
import io.camkit.spi.Nullable;
import io.camkit.spi.SourceAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.yaml.snakeyaml.nodes.Node;

/**
 * Reads cameras that are added while the server runs, by the rules of the configuration file. JSON is YAML, so one reader does for both.
 * Nothing in them stands for a variable: who may add a camera is not to read the environment.
 *
 * <p><b>Threading.</b> Any thread; nothing is kept between two readings.
 */
public final class EntryReader {
    /** A larger file of cameras is not read. */
    public static final int MAX_KEPT_BYTES = YamlFile.MAX_BYTES;

    private static final String REQUEST = "request";
    private static final String CAMERA = "camera";
    private static final String MASK = "***";

    private final Installed installed;

    /** @param installed what the plugins can make */
    public EntryReader(Installed installed) {
        this.installed = installed;
    }

    /** The id in a request, if there is one. What else is wrong is left to {@link #read}. */
    public Optional<String> idIn(String request) {
        List<Fault> faults = new ArrayList<>();
        Optional<Node> tree = YamlFile.tree(REQUEST, request, faults);
        return Section.literal(CAMERA, REQUEST, tree, faults).text("id").map(Setting::text);
    }

    /**
     * Reads one camera.
     *
     * @param id what it is called; empty when the request has to say it
     * @param old what it replaces: secrets that the request leaves out, or repeats as they were shown, are taken from there
     * @throws InvalidConfiguration naming every fault, one of plugins included
     */
    public CameraEntry read(String request, Optional<String> id, Optional<CameraEntry> old)
            throws InvalidConfiguration {
        List<Fault> faults = new ArrayList<>();
        Optional<Node> tree = YamlFile.tree(REQUEST, request, faults);
        Optional<CameraEntry> entry = faults.isEmpty()
                ? new One(Section.literal(CAMERA, REQUEST, tree, faults), faults, old).read(id)
                : Optional.empty();
        if (!faults.isEmpty() || entry.isEmpty()) {
            throw InvalidConfiguration.of(faults.stream().distinct().toList());
        }
        return entry.get();
    }

    /**
     * Reads what was kept. A camera that the installed plugins cannot use any more is there all the same.
     *
     * @throws InvalidConfiguration naming every fault
     */
    public List<CameraEntry> readKept(Path file) throws InvalidConfiguration {
        List<Fault> faults = new ArrayList<>();
        String source = file.toString();
        Optional<Node> tree = YamlFile.text(file, faults).flatMap(text -> YamlFile.tree(source, text, faults));
        Section root = Section.literal("", source, tree, faults);
        List<CameraEntry> entries = root.sections("cameras", "id").stream()
                .flatMap(section -> new One(section, faults, Optional.empty()).readKept().stream())
                .toList();
        root.end();
        if (!faults.isEmpty()) {
            throw InvalidConfiguration.of(faults);
        }
        return entries;
    }

    /** What to start. What the plugins cannot use is kept, with a source that says why. */
    public CameraConfig config(CameraEntry entry) {
        List<String> wanted = entry.sinks();
        List<SinkSpec> sinks = installed.sinks().stream()
                .filter(sink -> wanted == null || wanted.contains(sink.name()))
                .toList();
        return new CameraConfig(
                entry.id(),
                source(entry, entry.source()),
                Optional.ofNullable(entry.sub()).map(sub -> source(entry, sub)),
                sinks,
                Optional.ofNullable(entry.stallSeconds()).map(Duration::ofSeconds));
    }

    /** Whether its address names a host. */
    public boolean hasHost(CameraEntry entry) {
        return place(entry.source()).isPresent();
    }

    private SourceSpec source(CameraEntry entry, String address) {
        try {
            return installed.source(address, entry.credentials());
        } catch (CamkitException e) {
            return new UnusableSource(CameraEntry.masked(address), e);
        }
    }

    /** The reading of one camera. */
    private final class One {
        private final Section section;
        private final List<Fault> faults;
        private final Optional<CameraEntry> old;
        private final CamerasReader rules;

        One(Section section, List<Fault> faults, Optional<CameraEntry> old) {
            this.section = section;
            this.faults = faults;
            this.old = old;
            this.rules = new CamerasReader(installed, faults);
        }

        Optional<CameraEntry> read(Optional<String> id) {
            Optional<CameraEntry> entry = entry(id);
            faults.addAll(rules.cameraFaults());
            return entry;
        }

        Optional<CameraEntry> readKept() {
            return entry(Optional.empty());
        }

        private Optional<CameraEntry> entry(Optional<String> given) {
            boolean allowLocal = section.flag("allowLocal");
            Optional<String> id = given.isPresent() ? same(given.get()) : rules.id(section);
            Optional<Setting> written = CamerasReader.address(section);
            Optional<Setting> source = written.map(setting -> unmasked(setting, old.map(CameraEntry::source)));
            Optional<Setting> sub = section.text("sub")
                    .map(setting -> unmasked(setting, old.flatMap(before -> Optional.ofNullable(before.sub()))));
            Optional<Credentials> carried = source.flatMap(setting -> carriedBy(setting.text()));
            boolean overruled = carried.isPresent() || section.text("token").isPresent();
            Optional<Credentials> beside = besides(source, sub, overruled);
            Optional<Credentials> user = rules.token(section, source, carried.or(() -> beside))
                    .map(known -> CamerasReader.isDevice(source) ? withoutToken(known) : known);
            source.ifPresent(setting -> rules.source(setting, user));
            sub.ifPresent(setting -> rules.source(setting, user));
            rules.sinks(section);
            Optional<List<String>> sinks = section.texts("sinks")
                    .map(names ->
                            names.stream().map(name -> name.text().strip()).toList());
            Optional<Integer> stallSeconds = CamerasReader.stallSeconds(section);
            section.end();
            return id.flatMap(name -> source.map(address -> new CameraEntry(
                    name,
                    withoutUser(address.text()),
                    sub.map(Setting::text).orElse(null),
                    user.map(Credentials::username).orElse(null),
                    user.map(Credentials::password).orElse(null),
                    sinks.orElse(null),
                    stallSeconds.orElse(null),
                    allowLocal)));
        }

        private Optional<String> same(String given) {
            Optional<Setting> id = section.text("id");
            id.filter(setting -> !setting.text().equals(given))
                    .ifPresent(setting -> faults.add(new Fault(
                            "CK-6108",
                            setting.at(),
                            "a camera keeps its id",
                            "leave `id` out; for another id, add a camera and remove this one")));
            return Optional.of(given);
        }

        /** User and password as they are written beside the address, or kept from before. */
        private Optional<Credentials> besides(Optional<Setting> source, Optional<Setting> sub, boolean overruled) {
            Optional<Setting> username = section.text("username");
            Optional<Setting> password = section.text("password");
            if (overruled) {
                return Optional.empty();
            }
            @Nullable CameraEntry before = old.orElse(null);
            if (password.isEmpty() && before != null && before.credentials().isPresent()) {
                if (username.isEmpty() || username.get().text().equals(before.username())) {
                    return kept(before, source, sub);
                }
            }
            if (username.isPresent() && username.get().text().isEmpty() && password.isEmpty()) {
                return Optional.empty();
            }
            if (username.isPresent() != password.isPresent()) {
                section.missing(
                        username.isPresent() ? "password" : "username", "a user name and a password belong together");
            }
            return username.flatMap(
                    name -> password.map(secret -> new Credentials(name.text(), Secret.of(secret.text()))));
        }

        /** A password that was given for one host is sent to no other, whoever asks for it. */
        private Optional<Credentials> kept(CameraEntry before, Optional<Setting> source, Optional<Setting> sub) {
            List<String> known = Stream.of(Optional.of(before.source()), Optional.ofNullable(before.sub()))
                    .flatMap(address -> address.flatMap(EntryReader::place).stream())
                    .toList();
            for (Optional<Setting> address : List.of(source, sub)) {
                Optional<String> place = address.flatMap(setting -> place(setting.text()));
                if (place.isPresent() && !known.contains(place.get())) {
                    faults.add(new Fault(
                            "CK-6116",
                            address.map(Setting::at).orElse(section.at()),
                            "the password that is known belongs to another host",
                            "give `password` again, or an empty `username` for none"));
                    return Optional.empty();
                }
            }
            return before.credentials();
        }

        /** An address that is repeated as it was shown is what it was, secrets included. */
        private Setting unmasked(Setting setting, Optional<String> before) {
            if (before.isPresent() && setting.text().equals(CameraEntry.masked(before.get()))) {
                return new Setting(before.get(), setting.at());
            }
            if (setting.text().contains(MASK)) {
                faults.add(new Fault(
                        "CK-6116",
                        setting.at(),
                        "`" + MASK + "` stands for a secret that cannot be filled in here",
                        "write the secret itself"));
            }
            return setting;
        }
    }

    private static Optional<Credentials> carriedBy(String address) {
        return parsed(address).flatMap(SourceAddress::credentials);
    }

    /** Where a password would be sent. */
    private static Optional<String> place(String address) {
        return parsed(address)
                .map(parsed -> parsed.within().orElse(parsed))
                .filter(parsed -> !parsed.host().isEmpty())
                .map(SourceAddress::authority);
    }

    private static String withoutUser(String address) {
        return parsed(address)
                .filter(parsed -> parsed.credentials().isPresent())
                .map(parsed -> parsed.scheme() + ":" + (parsed.host().isEmpty() ? "" : "//" + parsed.authority())
                        + parsed.target()
                        + (parsed.rawOptions().isEmpty() ? "" : "#" + parsed.rawOptions()))
                .orElse(address.strip());
    }

    /** Of a device's token its digest is enough, with which nobody can log in. */
    private static Credentials withoutToken(Credentials user) {
        if (!user.username().isEmpty()) {
            return user;
        }
        try {
            return Credentials.token(DeviceKey.of(user.password()).stored());
        } catch (CamkitException e) {
            return user; // it is no token, and refused as such
        }
    }

    private static Optional<SourceAddress> parsed(String address) {
        try {
            return Optional.of(SourceAddress.parse(address, Optional.empty()));
        } catch (CamkitException e) {
            return Optional.empty();
        }
    }
}
