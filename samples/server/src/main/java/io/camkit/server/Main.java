package io.camkit.server;

import picocli.CommandLine;

/** Where the cam server begins. Exit codes: 0 done, 1 failed, 2 wrong usage or configuration. */
public final class Main {
    private Main() {}

    /** Runs one command. */
    public static void main(String[] arguments) {
        System.exit(commandLine().execute(arguments));
    }

    static CommandLine commandLine() {
        return new CommandLine(new Commands())
                .setParameterExceptionHandler(new BadUsage())
                .setExecutionExceptionHandler(new OneLineFailure());
    }
}
