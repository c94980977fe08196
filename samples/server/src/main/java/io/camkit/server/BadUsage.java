package io.camkit.server;

import java.io.PrintWriter;
import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Says what is wrong with a command line without repeating what may be a password: an argument that has no place in it. */
final class BadUsage implements IParameterExceptionHandler {
    @Override
    public int handleParseException(ParameterException wrong, String[] arguments) {
        CommandLine command = wrong.getCommandLine();
        PrintWriter err = command.getErr();
        if (wrong instanceof UnmatchedArgumentException unmatched) {
            err.println(text(unmatched.getUnmatched()));
            if (UnmatchedArgumentException.printSuggestions(unmatched, err)) {
                return CommandLine.ExitCode.USAGE;
            }
        } else {
            err.println(wrong.getMessage());
        }
        command.usage(err);
        return CommandLine.ExitCode.USAGE;
    }

    private static String text(List<String> unmatched) {
        List<String> options = unmatched.stream()
                .map(argument -> argument.replaceFirst("=.*", ""))
                .filter(argument -> argument.matches("--[a-z][a-z-]{1,20}"))
                .toList();
        if (options.isEmpty()) {
            return unmatched.size() + (unmatched.size() == 1 ? " argument has" : " arguments have")
                    + " no place here (not repeated: it may be a password)";
        }
        return options.stream().collect(Collectors.joining(", ", "not an option: ", ""));
    }
}
