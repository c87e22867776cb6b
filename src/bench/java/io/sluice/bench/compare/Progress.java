package io.sluice.bench.compare;

import java.time.Duration;
import java.util.Locale;

/** Tells what is going on, and how long it may take. */
final class Progress {
    private final int steps;
    private final long began = System.nanoTime();
    private int done;

    /** For so many measurements. */
    Progress(int steps) {
        this.steps = steps;
    }

    void say(String format, Object... values) {
        System.err.println(String.format(Locale.ROOT, format, values));
    }

    /** One measurement is done. */
    void step(String what, String outcome) {
        done++;
        Duration left = Duration.ofNanos((System.nanoTime() - began) / done * (steps - done));
        say("%4d/%d  %-75s %-28s %d:%02d left", done, steps, what, outcome, left.toMinutes(), left.toSecondsPart());
    }
}
