package io.camkit.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Ties a child's life to the thread that starts it: Linux kills it when that thread ends, even if the whole JVM was killed. And it gives
 * the child no rights that the JVM does not have, whatever the child starts.
 *
 * <p>Java cannot ask for that signal (PR_SET_PDEATHSIG), but util-linux' {@code setpriv} does, and then becomes the program in the same
 * process. Where it is not installed, a child whose JVM was killed ends when it writes to its broken pipe.
 */
final class Lifeline {
    private static final List<Path> PLACES = List.of(Path.of("/usr/bin/setpriv"), Path.of("/bin/setpriv"));

    private Lifeline() {}

    /** The command line that starts {@code command}. */
    static List<String> of(Command command) {
        List<String> line = new ArrayList<>(command.network() ? List.of() : Offline.prefix());
        PLACES.stream().filter(Lifeline::works).findFirst().ifPresent(setpriv -> {
            line.add(setpriv.toString());
            line.add("--pdeathsig=KILL");
            line.add("--no-new-privs");
            line.add("--");
        });
        line.add(command.program().toString());
        line.addAll(command.arguments());
        return line;
    }

    /** The one of busybox, to which its name is a link, does not know the option. */
    private static boolean works(Path setpriv) {
        try {
            return Files.isExecutable(setpriv) && setpriv.toRealPath().endsWith("setpriv");
        } catch (IOException e) {
            return false;
        }
    }
}
