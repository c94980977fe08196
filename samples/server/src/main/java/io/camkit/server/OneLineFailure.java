package io.camkit.server;

import io.camkit.CamkitException;
import io.camkit.server.config.Fault;
import io.camkit.server.config.InvalidConfiguration;
import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParseResult;

/** Says what went wrong in words that help, and keeps stack traces for what nobody expected. */
final class OneLineFailure implements IExecutionExceptionHandler {
    @Override
    public int handleExecutionException(Exception failure, CommandLine command, ParseResult parsed) throws Exception {
        PrintWriter err = command.getErr();
        if (failure instanceof InvalidConfiguration invalid) {
            for (Fault fault : invalid.faults()) {
                err.println(fault);
            }
            return CommandLine.ExitCode.USAGE;
        }
        if (failure instanceof CamkitException known) {
            err.println(known.getMessage());
            return CommandLine.ExitCode.SOFTWARE;
        }
        throw failure;
    }
}
