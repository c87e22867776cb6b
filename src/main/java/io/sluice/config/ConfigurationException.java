package io.sluice.config;

import java.util.List;
import java.util.stream.Collectors;

/** A configuration cannot be used. Carries everything that is wrong with it. */
public final class ConfigurationException extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient List<Problem> problems;

    /** With all that is wrong; at least one problem. */
    public ConfigurationException(List<Problem> problems) {
        super(problems.stream().map(Problem::toString).collect(Collectors.joining(System.lineSeparator())));
        this.problems = List.copyOf(problems);
    }

    /** With the one thing that is wrong. */
    public ConfigurationException(Problem problem) {
        this(List.of(problem));
    }

    /** All that is wrong, in the order of the file. */
    public List<Problem> problems() {
        return problems;
    }
}
