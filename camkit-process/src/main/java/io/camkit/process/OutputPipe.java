package io.camkit.process;

import io.camkit.spi.Nullable;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.List;

/**
 * The pipe that a child's output goes through. It ends when the last writer is gone, and that may be something that the child has started
 * and that belongs to nobody since the child is over. Linux tells who writes to a pipe; elsewhere nobody is found.
 */
final class OutputPipe {
    /** {@code pipe:[4711]}, as the files of every process that has it name it; null if that is not known. */
    private final @Nullable Path name;

    private OutputPipe(@Nullable Path name) {
        this.name = name;
    }

    /** The output of a child that was just started. */
    static OutputPipe of(Process child) {
        try {
            return new OutputPipe(Files.readSymbolicLink(Path.of("/proc/" + child.pid() + "/fd/1")));
        } catch (IOException e) {
            return new OutputPipe(null); // it is over already, or this is not Linux
        }
    }

    /** Who could still write to it, of the processes whose files we may see. */
    List<ProcessHandle> writers() {
        return name == null
                ? List.of()
                : ProcessHandle.allProcesses()
                        .filter(process -> !process.equals(ProcessHandle.current()))
                        .filter(process -> writes(process, name))
                        .toList();
    }

    private static boolean writes(ProcessHandle process, Path pipe) {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(Path.of("/proc/" + process.pid() + "/fd"))) {
            for (Path file : files) {
                if (isWriteEnd(file, pipe)) {
                    return true;
                }
            }
        } catch (IOException | DirectoryIteratorException e) {
            // it is gone, or another user's
        }
        return false;
    }

    private static boolean isWriteEnd(Path file, Path pipe) {
        try {
            return Files.readSymbolicLink(file).equals(pipe)
                    && Files.getPosixFilePermissions(file, LinkOption.NOFOLLOW_LINKS)
                            .contains(PosixFilePermission.OWNER_WRITE);
        } catch (IOException e) {
            return false; // closed meanwhile
        }
    }
}
