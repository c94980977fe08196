package io.camkit.testkit.peers;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * A program that has to be installed.
 *
 * @param name the file's name
 * @param packages what Debian and its relatives install it from
 */
record Program(String name, String packages) {
    /** Administrators' programs are not on everybody's PATH. */
    private static final List<String> USUAL_PLACES =
            List.of("/usr/bin", "/usr/sbin", "/usr/local/bin", "/opt/homebrew/bin");

    /** The program's file, in one of the usual places or on the PATH. */
    Path locate() {
        String path = System.getenv().getOrDefault("PATH", "");
        return Stream.concat(USUAL_PLACES.stream(), Stream.of(path.split(File.pathSeparator)))
                .map(directory -> Path.of(directory, name))
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow(() -> missing("is not installed"));
    }

    /** What to throw when it cannot be used. */
    AssertionError missing(String why) {
        return new AssertionError(name + " " + why + ". Mend: sudo apt-get install -y " + packages);
    }
}
