package io.sluice.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code java -jar sluice.jar}: the main class. */
@Command(
        name = "sluice",
        description = "A WebSocket-to-TCP gateway.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {ServeCommand.class, CheckCommand.class, DemoCommand.class},
        footer = {
            "",
            "Exit codes: 0 done, 1 failed, 2 wrong input.",
            "A configuration file is found by --config, system property sluice.config, environment variable"
                    + " SLUICE_CONFIG, or at /etc/sluice/sluice.yaml."
        })
public final class Sluice {
    private Sluice() {}

    /** Runs the command that the arguments name, and ends the process with its exit code. */
    public static void main(String[] arguments) {
        Logging.configure();
        UncaughtExceptions.log();
        int code = commandLine().execute(arguments);
        System.exit(code);
    }

    static CommandLine commandLine() {
        CommandLine commandLine = new CommandLine(new Sluice());
        commandLine.setExecutionExceptionHandler(Failures::handle);
        commandLine.setParameterExceptionHandler(Failures::handle);
        return commandLine;
    }
}
