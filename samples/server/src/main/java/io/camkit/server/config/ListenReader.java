package io.camkit.server.config;

import io.camkit.net.TlsFiles;
import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Reads {@code listen}. */
final class ListenReader {
    private static final int DEFAULT_PORT = 8080;
    private static final int MAX_PORT = 65535;

    private final List<Fault> faults;

    ListenReader(List<Fault> faults) {
        this.faults = faults;
    }

    ListenConfig read(Section section) {
        InetAddress bind = section.text("bind").flatMap(this::bind).orElseGet(InetAddress::getLoopbackAddress);
        int port = section.integer("port", 0, MAX_PORT).orElse(DEFAULT_PORT);
        int before = faults.size();
        Optional<TlsFiles> files = Optional.empty();
        boolean off = false;
        if (section.isSection("tls")) {
            files = files(section.section("tls"));
        } else {
            Optional<Setting> mode = section.text("tls");
            off = mode.map(this::isOff).orElse(false);
        }
        boolean understood = faults.size() == before;
        if (understood && files.isEmpty() && !off && !bind.isLoopbackAddress()) {
            faults.add(
                    new Fault(
                            "CK-6110",
                            section.at("bind"),
                            "listening on " + bind.getHostAddress()
                                    + " without TLS would send pictures and tokens in the clear",
                            "write `tls: {certificate: cert.pem, key: key.pem}` in `listen`, or `tls: off` if something in front of it speaks TLS"));
        }
        section.end();
        return new ListenConfig(bind, port, files);
    }

    private Optional<InetAddress> bind(Setting setting) {
        String text = setting.text().strip();
        if (text.equals("localhost")) {
            return Optional.of(InetAddress.getLoopbackAddress());
        }
        byte[] address = NetUtil.createByteArrayFromIpAddressString(text);
        try {
            if (address != null) {
                return Optional.of(InetAddress.getByAddress(address));
            }
        } catch (UnknownHostException e) {
            // a wrong length is reported like any other text that is no address
        }
        faults.add(new Fault(
                "CK-6104",
                setting.at(),
                "`listen.bind` is not an IP address",
                "write 127.0.0.1 for this machine alone, or 0.0.0.0 for everybody who reaches it"));
        return Optional.empty();
    }

    private boolean isOff(Setting setting) {
        return switch (setting.text().strip()) {
            case "off", "false", "no" -> true;
            case "auto" -> false;
            default -> {
                faults.add(new Fault(
                        "CK-6104",
                        setting.at(),
                        "`listen.tls` is " + setting.shown() + ", which is none of the values it can have",
                        "write auto, off, or {certificate: cert.pem, key: key.pem}"));
                yield false;
            }
        };
    }

    private Optional<TlsFiles> files(Section section) {
        Optional<Path> certificate = file(section, "certificate");
        Optional<Path> key = file(section, "key");
        section.end();
        return certificate.flatMap(c -> key.map(k -> new TlsFiles(c, k)));
    }

    private Optional<Path> file(Section section, String key) {
        Optional<Setting> setting = section.text(key);
        if (setting.isEmpty()) {
            section.missing(key, "name a PEM file");
            return Optional.empty();
        }
        Optional<Path> path = readable(setting.get().text());
        if (path.isEmpty()) {
            faults.add(new Fault(
                    "CK-6112",
                    setting.get().at(),
                    "the file that `listen.tls." + key + "` names cannot be read",
                    "check the path, and that the user who runs camkit may read it"));
        }
        return path;
    }

    private static Optional<Path> readable(String text) {
        try {
            return Optional.of(Path.of(text)).filter(path -> Files.isRegularFile(path) && Files.isReadable(path));
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }
}
