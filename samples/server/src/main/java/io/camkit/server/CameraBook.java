package io.camkit.server;

import io.camkit.CamKit;
import io.camkit.Camera;
import io.camkit.CameraSetup;
import io.camkit.CamkitException;
import io.camkit.SinkSpec;
import io.camkit.server.config.CameraConfig;
import io.camkit.server.config.CameraEntry;
import io.camkit.server.config.EntryReader;
import io.camkit.server.config.InvalidConfiguration;
import io.camkit.server.config.UnusableSource;
import io.camkit.server.probe.GuardedSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The cameras of the server: those of the configuration file, which stay as they are, and those that are added, changed and removed
 * while it runs. A change is kept first and takes effect then.
 *
 * <p><b>Threading.</b> Any thread that may wait for a file and for a camera's end.
 */
final class CameraBook {
    private static final Logger LOG = LoggerFactory.getLogger(CameraBook.class);
    private static final int MOST = 200;

    private final CamKit kit;
    private final CameraFile file;
    private final EntryReader reader;
    private final Map<String, CameraConfig> fixed = new LinkedHashMap<>();
    private final Map<String, CameraEntry> added = new LinkedHashMap<>();

    /** @throws InvalidConfiguration if what was kept cannot be read */
    CameraBook(CamKit kit, List<CameraConfig> configured, CameraFile file, EntryReader reader)
            throws InvalidConfiguration {
        this.kit = kit;
        this.file = file;
        this.reader = reader;
        configured.forEach(camera -> fixed.put(camera.id(), camera));
        file.read(reader).forEach(entry -> added.put(entry.id(), entry));
    }

    /** Starts them all. */
    synchronized void start() {
        fixed.values().forEach(this::start);
        for (CameraEntry entry : added.values()) {
            if (fixed.containsKey(entry.id())) {
                LOG.warn(
                        "camera {}: it was added here and stands in the configuration too, which goes first",
                        entry.id());
            } else {
                start(entry);
            }
        }
    }

    /** All of them without secrets, those of the file first. */
    synchronized List<CameraEntry.Shown> shown() {
        return Stream.concat(
                        fixed.values().stream()
                                .map(camera -> CameraEntry.Shown.fixed(
                                        camera.id(), camera.source().describe())),
                        added.values().stream()
                                .filter(entry -> !fixed.containsKey(entry.id()))
                                .map(CameraEntry::shown))
                .toList();
    }

    /** One that may be changed. */
    synchronized Optional<CameraEntry> find(String id) {
        return fixed.containsKey(id) ? Optional.empty() : Optional.ofNullable(added.get(id));
    }

    /** Whether it stands in the file. */
    synchronized boolean isFixed(String id) {
        return fixed.containsKey(id);
    }

    /** @throws CamkitException if its id is taken, there are too many, or it cannot be kept */
    synchronized void add(CameraEntry entry) {
        if (fixed.containsKey(entry.id()) || added.containsKey(entry.id())) {
            throw refusal("CK-6107", "two cameras would be called `" + entry.id() + "`", "choose another `id`");
        }
        if (added.size() >= MOST) {
            throw refusal("CK-6119", MOST + " cameras were added already", "remove one that nobody needs");
        }
        Map<String, CameraEntry> next = new LinkedHashMap<>(added);
        next.put(entry.id(), entry);
        keep(next);
        start(entry);
    }

    /**
     * Closes the camera and builds it anew.
     *
     * @return false if there is no such camera
     */
    synchronized boolean change(CameraEntry entry) {
        if (find(entry.id()).isEmpty()) {
            return false;
        }
        Map<String, CameraEntry> next = new LinkedHashMap<>(added);
        next.put(entry.id(), entry);
        keep(next);
        kit.find(entry.id()).ifPresent(Camera::close);
        start(entry);
        return true;
    }

    /**
     * Closes the camera and forgets it.
     *
     * @return false if there is no such camera
     */
    synchronized boolean remove(String id) {
        if (find(id).isEmpty()) {
            return false;
        }
        Map<String, CameraEntry> next = new LinkedHashMap<>(added);
        next.remove(id);
        keep(next);
        kit.find(id).ifPresent(Camera::close);
        return true;
    }

    private void keep(Map<String, CameraEntry> next) {
        file.write(new ArrayList<>(next.values()));
        added.clear();
        added.putAll(next);
    }

    private void start(CameraEntry entry) {
        CameraConfig camera = reader.config(entry);
        start(
                entry.allowLocal()
                        ? camera
                        : new CameraConfig(
                                camera.id(),
                                GuardedSource.of(camera.source()),
                                camera.sub().map(GuardedSource::of),
                                camera.sinks(),
                                camera.stallAfter()));
    }

    private void start(CameraConfig camera) {
        try {
            CameraSetup setup = kit.camera(camera.id()).from(camera.source());
            camera.sub().ifPresent(setup::sub);
            camera.stallAfter().ifPresent(setup::stallAfter);
            setup.to(camera.sinks().toArray(SinkSpec[]::new)).start();
        } catch (CamkitException e) {
            // it is shown with what is wrong, and every other camera goes on
            LOG.warn("camera {}: {}", camera.id(), e.getMessage());
            kit.camera(camera.id())
                    .from(new UnusableSource(camera.source().describe(), e))
                    .start();
        }
    }

    private static CamkitException refusal(String code, String what, String mend) {
        return new CamkitException(code, what, "", mend, CamkitException.Retry.GIVE_UP);
    }
}
