package io.camkit.samples.folder;

import io.camkit.CamkitException;
import io.camkit.CamkitException.Retry;
import io.camkit.SourceSpec;
import io.camkit.spi.Source;
import io.camkit.spi.SourceAddress;
import io.camkit.spi.SourceProvider;
import java.nio.file.Path;
import java.util.Set;

/** Pictures of a folder as a camera: {@code folder:/srv/pictures?fps=2}. */
public final class FolderProvider implements SourceProvider {
    @Override
    public String name() {
        return "folder";
    }

    @Override
    public int apiVersion() {
        return API_VERSION;
    }

    @Override
    public Set<String> schemes() {
        return Set.of("folder");
    }

    /** What is wrong with an address is said here, before a camera starts. */
    @Override
    public SourceSpec parse(SourceAddress address) {
        String fps = address.query().getOrDefault("fps", "1");
        if (!fps.matches("[1-9]|[12]\\d|30")) {
            throw new CamkitException(
                    "CK-9001", "fps=" + fps + " is not a number from 1 to 30", "", "correct it", Retry.GIVE_UP);
        }
        return new Folder(Path.of(address.path()), Integer.parseInt(fps));
    }

    /** The specification: small, immutable, and without secrets when it is printed. */
    record Folder(Path path, int framesPerSecond) implements SourceSpec {
        @Override
        public String describe() {
            return "folder:" + path + "?fps=" + framesPerSecond;
        }

        /** Called once for every attempt. */
        @Override
        public Source open() {
            return new FolderSource(this);
        }
    }
}
