package io.sluice.config;

import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Where the configuration comes from, to be read at the start and again while it is served. One thread at a time. */
public final class ConfigurationSource {
    /** A way to read the configuration. */
    @FunctionalInterface
    public interface Reading {
        /** Reads it, or says all that is wrong with it. */
        Configuration read() throws ConfigurationException;
    }

    private final Reading reading;
    private final @Nullable Path file;
    private final @Nullable FileContent content;

    private ConfigurationSource(Reading reading, @Nullable Path file) {
        this.reading = reading;
        this.file = file;
        this.content = file == null ? null : new FileContent(file);
    }

    /** A configuration that never changes. */
    public static ConfigurationSource of(Configuration configuration) {
        return new ConfigurationSource(() -> configuration, null);
    }

    /** A file. */
    public static ConfigurationSource of(Path file) {
        return of(file, () -> ConfigurationReader.read(file));
    }

    /**
     * A file, and what is made of it.
     *
     * @param reading reads the file
     */
    public static ConfigurationSource of(Path file, Reading reading) {
        // A pipe, such as a shell's <(…), can be read only once.
        boolean once = Files.exists(file) && !Files.isRegularFile(file);
        return new ConfigurationSource(reading, once ? null : file);
    }

    /**
     * Reads the configuration as it is now.
     *
     * @throws ConfigurationException with all that is wrong with it
     */
    public Configuration read() throws ConfigurationException {
        if (content != null) {
            // Before it is read: a change in between is then seen later, and not missed.
            content.remember();
        }
        return reading.read();
    }

    /** The file that may change; null when nothing can. */
    public @Nullable Path file() {
        return file;
    }

    /**
     * Whether the file holds something else than when it was read, and held the same when this was asked before: a file
     * that is just being written is left alone.
     */
    public boolean changed() {
        return content != null && content.changed();
    }
}
