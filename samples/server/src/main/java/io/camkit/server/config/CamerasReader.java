package io.camkit.server.config;

import io.camkit.CamkitException;
import io.camkit.Credentials;
import io.camkit.SinkSpec;
import io.camkit.SourceSpec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Reads {@code defaults} and {@code cameras}. */
final class CamerasReader {
    private static final Pattern ID = Pattern.compile("[a-z0-9-]{1,64}");
    private static final String DEVICE = "esp32:";
    private static final int LONGEST_STALL_SECONDS = 86_400;

    private final Installed installed;
    private final List<Fault> faults;
    private final List<Fault> cameraFaults = new ArrayList<>();
    private final Set<String> ids = new HashSet<>();
    private LegacyPorts legacy = LegacyPorts.none();

    CamerasReader(Installed installed, List<Fault> faults) {
        this.installed = installed;
        this.faults = faults;
    }

    List<CameraConfig> read(Section root) {
        Section defaults = root.section("defaults");
        Optional<Credentials> fallback = credentials(defaults);
        defaults.end();
        legacy = LegacyPorts.read(root, faults);
        return root.sections("cameras", "id").stream()
                .flatMap(entry -> camera(entry, fallback).stream())
                .toList();
    }

    /** What keeps single cameras from working. */
    List<Fault> cameraFaults() {
        return cameraFaults;
    }

    /** Adds a fault if this is no camera id. */
    static boolean checkId(Setting id, List<Fault> faults) {
        if (ID.matcher(id.text()).matches()) {
            return true;
        }
        faults.add(new Fault(
                "CK-6108",
                id.at(),
                "this is not a camera id",
                "use 1 to 64 of the small letters a to z, digits and hyphens"));
        return false;
    }

    private Optional<CameraConfig> camera(Section section, Optional<Credentials> fallback) {
        int before = cameraFaults.size();
        Optional<String> id = id(section);
        Optional<Setting> address = address(section);
        Optional<Credentials> credentials =
                token(section, address, credentials(section)).or(() -> fallback);
        Optional<SourceSpec> source =
                address.map(setting -> source(legacy.addressOf(setting, credentials), credentials));
        Optional<SourceSpec> sub = section.text("sub").map(setting -> source(setting, credentials));
        List<SinkSpec> sinks = sinks(section);
        Optional<Duration> stallAfter = stallSeconds(section).map(Duration::ofSeconds);
        section.end();
        boolean usable = cameraFaults.size() == before;
        return id.flatMap(name -> source.map(main -> usable
                ? new CameraConfig(name, main, sub, sinks, stallAfter)
                : unusable(name, main, cameraFaults.get(before))));
    }

    static Optional<Setting> address(Section section) {
        Optional<Setting> address = section.text("source");
        if (address.isEmpty()) {
            section.missing("source", "give its address, for example rtsp://10.0.0.5/stream1");
        }
        return address;
    }

    static Optional<Integer> stallSeconds(Section section) {
        return section.integer("stallSeconds", 1, LONGEST_STALL_SECONDS);
    }

    private static CameraConfig unusable(String id, SourceSpec source, Fault why) {
        SourceSpec stand = new UnusableSource(source.describe(), why.asException());
        return new CameraConfig(id, stand, Optional.empty(), List.of(), Optional.empty());
    }

    Optional<String> id(Section section) {
        Optional<Setting> id = section.text("id");
        if (id.isEmpty()) {
            section.missing("id", "give the camera a short name, for example door");
            return Optional.empty();
        }
        if (!checkId(id.get(), faults)) {
            return Optional.empty();
        }
        if (!ids.add(id.get().text())) {
            faults.add(new Fault(
                    "CK-6107",
                    id.get().at(),
                    "two cameras are called `" + id.get().text() + "`",
                    "rename one of them"));
            return Optional.empty();
        }
        return id.map(Setting::text);
    }

    private Optional<Credentials> credentials(Section section) {
        Optional<Setting> username = section.text("username");
        Optional<Setting> password = section.text("password");
        if (username.isPresent() != password.isPresent()) {
            section.missing(
                    username.isPresent() ? "password" : "username", "a user name and a password belong together");
        }
        return username.flatMap(name -> password.map(secret -> Credentials.of(name.text(), secret.text())));
    }

    /** What a device logs in with, in place of a user's name and password. */
    Optional<Credentials> token(Section section, Optional<Setting> address, Optional<Credentials> user) {
        Optional<Setting> token = section.text("token");
        boolean logsIn = address.isEmpty() || isDevice(address);
        if (token.isPresent() && (user.isPresent() || !logsIn)) {
            faults.add(new Fault(
                    "CK-6104",
                    token.get().at(),
                    "a `token` is for a device that logs in with it, and with nothing else",
                    "leave it out where there is a `username`, or another source than esp32:"));
        }
        return token.map(setting -> Credentials.token(setting.text().strip())).or(() -> user);
    }

    /** Whether it is a device's, which calls by itself. */
    static boolean isDevice(Optional<Setting> address) {
        return address.filter(setting -> setting.text().strip().regionMatches(true, 0, DEVICE, 0, DEVICE.length()))
                .isPresent();
    }

    SourceSpec source(Setting address, Optional<Credentials> credentials) {
        try {
            return installed.source(address.text(), credentials);
        } catch (CamkitException e) {
            cameraFaults.add(new Fault(e.code(), address.at(), e.what(), e.mend()));
            return new UnusableSource(CameraEntry.masked(address.text()), e);
        }
    }

    List<SinkSpec> sinks(Section section) {
        List<SinkSpec> all = installed.sinks();
        Optional<List<Setting>> wanted = section.texts("sinks");
        if (wanted.isEmpty()) {
            return all;
        }
        List<String> names = all.stream().map(SinkSpec::name).toList();
        List<SinkSpec> sinks = new ArrayList<>();
        for (Setting name : wanted.get()) {
            int index = names.indexOf(name.text().strip());
            if (index >= 0) {
                sinks.add(all.get(index));
            } else {
                cameraFaults.add(new Fault(
                        "CK-6113",
                        name.at(),
                        "no sink `" + name.text() + "` is installed",
                        Spelling.hint(name.text(), names)));
            }
        }
        return sinks;
    }
}
