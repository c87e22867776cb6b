package io.sluice.config;

import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Where the configuration comes from, to be read at the start and again while it is served, when {@code sluice.yaml} or
 * a file that it names has changed. One thread at a time.
 */
public final class ConfigurationSource {
    /** A way to read the configuration. */
    @FunctionalInterface
    public interface Reading {
        /**
         * Reads it, or says all that is wrong with it.
         *
         * @param files remembers what is read
         */
        Configuration read(ConfigurationFiles files) throws ConfigurationException;
    }

    private final Reading reading;
    private final @Nullable String name;
    private final ConfigurationFiles files = new ConfigurationFiles();

    private ConfigurationSource(Reading reading, @Nullable String name) {
        this.reading = reading;
        this.name = name;
    }

    /** A configuration that never changes. */
    public static ConfigurationSource of(Configuration configuration) {
        return new ConfigurationSource(files -> configuration, null);
    }

    /** A file. */
    public static ConfigurationSource of(Path file) {
        return of(file, files -> ConfigurationReader.read(file, files));
    }

    /**
     * A file, and what is made of it.
     *
     * @param reading reads the file
     */
    public static ConfigurationSource of(Path file, Reading reading) {
        // A pipe, such as a shell's <(…), can be read only once.
        boolean once = Files.exists(file) && !Files.isRegularFile(file);
        return new ConfigurationSource(reading, once ? null : file.toString());
    }

    /**
     * A command line, which names no configuration file but may name others.
     *
     * @param reading reads those
     */
    public static ConfigurationSource ofCommandLine(Reading reading) {
        return new ConfigurationSource(reading, "the command line");
    }

    /**
     * Reads the configuration as it is now.
     *
     * @throws ConfigurationException with all that is wrong with it
     */
    public Configuration read() throws ConfigurationException {
        files.forget();
        return reading.read(files);
    }

    /** What it is read from, for a log; null when it cannot be read again. */
    public @Nullable String name() {
        return name;
    }

    /**
     * Whether a file holds something else than when it was read, and held the same when this was asked before: a file
     * that is just being written is left alone.
     */
    public boolean changed() {
        return name != null && files.changed();
    }
}
