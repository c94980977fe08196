package io.camkit.process;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/**
 * What a child process is started from. No shell is involved: every argument arrives as it is.
 *
 * @param program the program's file
 * @param arguments what follows the program's name; never a secret, for every user of the machine can read them
 * @param environment names of variables that the child gets besides those that every program needs; all others, which may hold
 *     secrets, stay here
 * @param network false if it gets no network where the system lets us take that away: Linux with util-linux, as an administrator or where
 *     users may make namespaces
 */
public record Command(Path program, List<String> arguments, Set<String> environment, boolean network) {
    /** Checks. */
    public Command {
        arguments = List.copyOf(arguments);
        environment = Set.copyOf(environment);
        for (String argument : arguments) {
            if (argument.indexOf('\0') >= 0) {
                throw new IllegalArgumentException("an argument of " + program + " has a zero byte");
            }
        }
    }

    /** The program with these arguments, nothing of its own in its environment, and the network. */
    public static Command of(Path program, List<String> arguments) {
        return new Command(program, arguments, Set.of(), true);
    }
}
