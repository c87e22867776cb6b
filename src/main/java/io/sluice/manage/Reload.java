package io.sluice.manage;

import java.time.Instant;
import java.util.List;

/**
 * What became of reading the configuration again.
 *
 * @param at when
 * @param outcome whether it is served now
 * @param problems why not: one line for each problem; none when it is served
 * @param atNextStart the keys whose new values take effect at the next start only
 */
public record Reload(Instant at, Outcome outcome, List<String> problems, List<String> atNextStart) {
    /** Whether a configuration that was read again is served now. */
    public enum Outcome {
        /** It is. */
        APPLIED,
        /** It cannot be used; what was served before is served on. */
        REFUSED,
        /** There is nothing to read again, or nobody to read it any more. */
        IMPOSSIBLE
    }

    /** The lists are copied. */
    public Reload {
        problems = List.copyOf(problems);
        atNextStart = List.copyOf(atNextStart);
    }

    /** The configuration is served, but for these keys. */
    public static Reload applied(List<String> atNextStart) {
        return new Reload(Instant.now(), Outcome.APPLIED, List.of(), atNextStart);
    }

    /** The configuration has these problems. */
    public static Reload refused(List<String> problems) {
        return new Reload(Instant.now(), Outcome.REFUSED, problems, List.of());
    }

    /** The configuration was not read. */
    public static Reload impossible(String why) {
        return new Reload(Instant.now(), Outcome.IMPOSSIBLE, List.of(why), List.of());
    }
}
