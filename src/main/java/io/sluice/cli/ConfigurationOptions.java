package io.sluice.cli;

import io.sluice.config.Configuration;
import io.sluice.config.ConfigurationException;
import io.sluice.config.ConfigurationLocator;
import io.sluice.config.ConfigurationReader;
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

    /** The configuration that is meant, or the default one when no file is and none is needed. */
    Configuration read(boolean needed) throws ConfigurationException {
        Path found;
        try {
            found = locate();
        } catch (ConfigurationException e) {
            if (needed) {
                throw e;
            }
            return Configuration.DEFAULT;
        }
        return ConfigurationReader.read(found);
    }
}
