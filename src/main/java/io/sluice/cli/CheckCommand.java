package io.sluice.cli;

import io.sluice.config.Configuration;
import io.sluice.config.ConfigurationException;
import io.sluice.config.ConfigurationReader;
import io.sluice.config.RouteSettings;
import io.sluice.runner.Runner;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code sluice check}. */
@Command(
        name = "check",
        description = "Reads the configuration and says what is wrong with it, or what it does.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class)
final class CheckCommand implements Callable<Integer> {
    @Mixin
    private final ConfigurationOptions options = new ConfigurationOptions();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws ConfigurationException {
        Path file = options.locate();
        Configuration configuration = ConfigurationReader.read(file);
        Runner.check(configuration);
        PrintWriter out = spec.commandLine().getOut();
        out.println(file + ": " + configuration.routes().size() + " route(s), no problem");
        AccessReview review = new AccessReview(configuration);
        out.println("  operators: " + review.operators());
        review.doubts().forEach(doubt -> out.println("  WARNING: " + doubt));
        for (RouteSettings route : configuration.routes()) {
            out.println("  " + route.path() + " -> " + route.target());
            out.println("    open to " + review.words(route));
            review.doubts(route).forEach(doubt -> out.println("    WARNING: " + doubt));
        }
        return 0;
    }
}
