package io.camkit.server;

import picocli.CommandLine.Command;

/** The commands. */
@Command(
        name = "camkit",
        mixinStandardHelpOptions = true,
        version = "camkit 0.1.0",
        synopsisSubcommandLabel = "COMMAND",
        description = "A camera server: cameras in, live video in the browser.",
        subcommands = {ServeCommand.class, ProbeCommand.class})
final class Commands {}
