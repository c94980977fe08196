package io.camkit.server;

import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import io.camkit.CamkitException;
import io.camkit.server.config.CameraEntry;
import io.camkit.server.config.EntryReader;
import io.camkit.server.config.InvalidConfiguration;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Where cameras that were added while the server ran are kept: {@code cameras.json} in the data directory. It holds passwords and is
 * for its owner's eyes alone. It is replaced as a whole: after a power cut it is what it was before, or what it is now.
 */
final class CameraFile {
    static final String NAME = "cameras.json";

    private final Path folder;
    private final Path file;
    /** In ASCII, for JSON may have characters as they are that YAML, by which it is read, knows as escapes alone. */
    private final ObjectWriter writer =
            new ObjectMapper().writerWithDefaultPrettyPrinter().with(JsonWriteFeature.ESCAPE_NON_ASCII);

    /** @param folder made when there is something to keep */
    CameraFile(Path folder) {
        this.folder = folder;
        this.file = folder.resolve(NAME);
    }

    /** @throws InvalidConfiguration if somebody edited it, and wrongly */
    List<CameraEntry> read(EntryReader reader) throws InvalidConfiguration {
        return Files.exists(file) ? reader.readKept(file) : List.of();
    }

    /** @throws CamkitException {@code CK-6118} if it cannot be written; what was kept before is still there */
    void write(Collection<CameraEntry> entries) {
        try {
            Files.createDirectories(folder);
            Path fresh = Files.createTempFile(folder, NAME, ".new", ownersAlone());
            try {
                byte[] bytes = writer.writeValueAsBytes(Map.of(
                        "cameras", entries.stream().map(CameraEntry::kept).toList()));
                if (bytes.length > EntryReader.MAX_KEPT_BYTES) {
                    throw new IOException("it would be too large to be read again");
                }
                try (FileChannel channel = FileChannel.open(fresh, StandardOpenOption.WRITE)) {
                    ByteBuffer left = ByteBuffer.wrap(bytes);
                    while (left.hasRemaining()) {
                        channel.write(left);
                    }
                    channel.force(true);
                }
                Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            } finally {
                Files.deleteIfExists(fresh);
            }
        } catch (IOException e) {
            throw new CamkitException(
                    "CK-6118",
                    "the cameras cannot be kept (" + e.getClass().getSimpleName() + ")",
                    file.toString(),
                    "see that the directory of `--data` can be written and is not full",
                    CamkitException.Retry.RETRY_SLOWLY,
                    e);
        }
    }

    private static FileAttribute<?>[] ownersAlone() {
        Set<String> views = FileSystems.getDefault().supportedFileAttributeViews();
        return views.contains("posix")
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                }
                : new FileAttribute<?>[0];
    }
}
