package io.sluice.config;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Gathers what is wrong with several parts of a configuration, so that all of it is told at once. */
public final class Problems {
    /** Makes something of a part. */
    @FunctionalInterface
    public interface Part<T> {
        /** Makes it, or says all that is wrong. */
        T make() throws ConfigurationException;
    }

    private final List<Problem> gathered = new ArrayList<>();

    /** None yet. */
    public Problems() {}

    /** What is made of a part; null when something is wrong with it, which is kept. */
    public <T> @Nullable T gather(Part<T> part) {
        try {
            return part.make();
        } catch (ConfigurationException e) {
            gathered.addAll(e.problems());
            return null;
        }
    }

    /** Whether nothing is wrong. */
    public boolean isEmpty() {
        return gathered.isEmpty();
    }

    /** All that is wrong, as one exception. */
    public ConfigurationException exception() {
        return new ConfigurationException(gathered);
    }
}
