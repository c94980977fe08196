package io.camkit.process;

import io.camkit.spi.Nullable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
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
    /** When the child began, on the system's own clock. Nobody who was there before can have its output. */
    private final long began;

    private OutputPipe(@Nullable Path name, long began) {
        this.name = name;
        this.began = began;
    }

    /** The output of a child that was just started. */
    static OutputPipe of(Process child) {
        try {
            return new OutputPipe(
                    Files.readSymbolicLink(Path.of("/proc/" + child.pid() + "/fd/1")), began(child.pid()));
        } catch (IOException e) {
            return new OutputPipe(null, 0); // it is over already, or this is not Linux
        }
    }

    /** {@code starttime} of proc(5): the 22nd value of a line whose second one, in brackets, is a name that may have spaces. */
    private static long began(long pid) throws IOException {
        String line = Files.readString(Path.of("/proc/" + pid + "/stat"), StandardCharsets.ISO_8859_1);
        return Long.parseLong(line.substring(line.lastIndexOf(')') + 2).split(" ", -1)[22 - 3]);
    }

    /** Who could still write to it, of the processes whose files we may see. It looks through the files of those only who can have it. */
    List<ProcessHandle> writers() {
        return name == null
                ? List.of()
                : ProcessHandle.allProcesses()
                        .filter(process -> !process.equals(ProcessHandle.current()))
                        .filter(process -> writes(process, name))
                        .toList();
    }

    private boolean writes(ProcessHandle process, Path pipe) {
        try {
            return began(process.pid()) >= began && writes(Path.of("/proc/" + process.pid() + "/fd"), pipe);
        } catch (IOException | DirectoryIteratorException e) {
            return false; // it is gone, or another user's
        }
    }

    private static boolean writes(Path folder, Path pipe) throws IOException {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
            for (Path file : files) {
                if (isWriteEnd(file, pipe)) {
                    return true;
                }
            }
            return false;
        }
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
