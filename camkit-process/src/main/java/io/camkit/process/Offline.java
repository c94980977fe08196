package io.camkit.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Takes the network from a program: util-linux' {@code unshare} gives it a network namespace of its own, in which there is nothing, and then
 * becomes the program in the same process. An administrator may do that; anybody else in a user namespace, which some systems forbid. There
 * the program keeps its network.
 */
final class Offline {
    private static final List<Path> PLACES = List.of(Path.of("/usr/bin/unshare"), Path.of("/bin/unshare"));
    private static final List<List<String>> WAYS =
            List.of(List.of("--net"), List.of("--user", "--map-current-user", "--net"));
    private static final String NOTHING = "/bin/true";
    private static final int PATIENCE_SECONDS = 5;

    private Offline() {}

    /** Tried once, for a system does not change its mind. */
    private static final class Found {
        private static final List<String> PREFIX = prefix();

        private static List<String> prefix() {
            for (Path unshare : PLACES) {
                for (List<String> way : WAYS) {
                    List<String> line = new ArrayList<>(List.of(unshare.toString()));
                    line.addAll(way);
                    line.add("--");
                    if (Files.isExecutable(unshare) && works(line)) {
                        return List.copyOf(line);
                    }
                }
            }
            return List.of();
        }

        private static boolean works(List<String> prefix) {
            List<String> line = new ArrayList<>(prefix);
            line.add(NOTHING);
            try {
                Process process = new ProcessBuilder(line)
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start();
                if (process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                    return process.exitValue() == 0;
                }
                process.destroyForcibly();
            } catch (IOException e) {
                // there is no such program
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return false;
        }
    }

    /** What to put before a command line; empty where this system does not let us. */
    static List<String> prefix() {
        return Found.PREFIX;
    }

    /** Whether this system lets us. */
    static boolean possible() {
        return !prefix().isEmpty();
    }
}
