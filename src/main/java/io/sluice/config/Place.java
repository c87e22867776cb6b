package io.sluice.config;

/**
 * Where something stands in a configuration.
 *
 * @param source the file, or the command line's option
 * @param line the first is 1; 0 when there are no lines
 * @param key the key's path, or empty
 */
public record Place(String source, int line, String key) {
    /** A problem here. */
    public Problem problem(String message) {
        return new Problem(source, line, key, message);
    }
}
