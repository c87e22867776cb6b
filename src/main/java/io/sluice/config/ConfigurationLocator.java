package io.sluice.config;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Finds the configuration file: the first of an ordered list of places that names one. */
public final class ConfigurationLocator {
    /** The file that is read when no place names another. */
    public static final Path LAST_RESORT = Path.of("/etc/sluice/sluice.yaml");

    private record Place(String name, Supplier<@Nullable String> value) {}

    private final List<Place> places = new ArrayList<>();

    /** A locator that knows no place but the last resort. */
    public ConfigurationLocator() {}

    /**
     * Adds a place to look at after those added before.
     *
     * @param name what people call it, such as "system property sluice.config"
     * @param value the file's name, or null when the place names none
     */
    public ConfigurationLocator add(String name, Supplier<@Nullable String> value) {
        places.add(new Place(name, value));
        return this;
    }

    /** Adds the system property {@code sluice.config}. */
    public ConfigurationLocator addSystemProperty() {
        return add("system property sluice.config", () -> System.getProperty("sluice.config"));
    }

    /** Adds the environment variable {@code SLUICE_CONFIG}. */
    public ConfigurationLocator addEnvironment() {
        return add("environment variable SLUICE_CONFIG", () -> System.getenv("SLUICE_CONFIG"));
    }

    /**
     * The file that the first place names, whether it exists or not, else the last resort if that exists.
     *
     * @throws ConfigurationException if no place names a file; the message names all of them
     */
    public Path locate() throws ConfigurationException {
        for (Place place : places) {
            String file = place.value().get();
            if (file != null && !file.isBlank()) {
                return Path.of(file);
            }
        }
        if (Files.exists(LAST_RESORT)) {
            return LAST_RESORT;
        }
        List<String> names = places.stream().map(Place::name).toList();
        throw new ConfigurationException(new Problem(
                "sluice.yaml",
                0,
                "",
                "no configuration file; name one by " + String.join(", ", names) + ", or put it at " + LAST_RESORT));
    }
}
