package io.sluice.cli;

import io.sluice.config.ConfigurationException;
import io.sluice.config.Problem;
import io.sluice.runner.RunnerException;
import java.io.IOException;
import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** Says what went wrong, without a stack trace, and finds the exit code. */
final class Failures {
    static final int FAILED = 1;
    static final int WRONG_INPUT = 2;

    private Failures() {}

    /** Wrong options and arguments. */
    static int handle(ParameterException e, String[] arguments) {
        CommandLine command = e.getCommandLine();
        PrintWriter errors = command.getErr();
        errors.println("sluice: " + e.getMessage());
        errors.println("Try '" + command.getCommandSpec().qualifiedName() + " --help'.");
        return WRONG_INPUT;
    }

    /** What a command throws. */
    static int handle(Exception e, CommandLine command, ParseResult parsed) throws Exception {
        PrintWriter errors = command.getErr();
        if (e instanceof ConfigurationException wrong) {
            for (Problem problem : wrong.problems()) {
                errors.println(problem);
            }
            return WRONG_INPUT;
        }
        if (e instanceof RunnerException || e instanceof IOException) {
            errors.println("sluice: " + e.getMessage());
            return FAILED;
        }
        throw e;
    }
}
