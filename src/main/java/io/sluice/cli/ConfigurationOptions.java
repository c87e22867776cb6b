package io.sluice.cli;

import io.sluice.config.ConfigurationException;
import io.sluice.config.ConfigurationLocator;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which configuration file. */
final class ConfigurationOptions {
    @Option(names = "--config", paramLabel = "FILE", description = "The configuration file, sluice.yaml.")
    private @Nullable Path file;

    /** The file that is meant. */
    Path locate() throws ConfigurationException {
        Path named = file;
        return new ConfigurationLocator()
                .add("--config", () -> named == null ? null : named.toString())
                .addSystemProperty()
                .addEnvironment()
                .locate();
    }

    /** The file that is meant, or null when none is and none is needed. */
    @Nullable
    Path locate(boolean needed) throws ConfigurationException {
        try {
            return locate();
        } catch (ConfigurationException e) {
            if (needed) {
                throw e;
            }
            return null;
        }
    }
}
