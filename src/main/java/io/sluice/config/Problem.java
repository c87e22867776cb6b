package io.sluice.config;

/**
 * One thing that is wrong with a configuration.
 *
 * @param source the file, or the option of the command line
 * @param line counted from 1; 0 where the source has no lines
 * @param key the path of the key, such as {@code routes./desk.target}; empty where the whole source is meant
 * @param message what is wrong and what was expected
 */
public record Problem(String source, int line, String key, String message) {
    /** One line for a person: {@code sluice.yaml:7: routes./desk.target: …}. */
    @Override
    public String toString() {
        String line =
                source + (this.line > 0 ? ":" + this.line : "") + ": " + (key.isEmpty() ? "" : key + ": ") + message;
        return ControlCharacters.escaped(line);
    }
}
