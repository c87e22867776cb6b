package io.sluice.metrics;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/** How often the configuration was read again, and what became of it. Used from any thread. */
public final class ReloadFigures {
    /**
     * The last one.
     *
     * @param at when
     * @param success whether it is served now
     */
    record Last(Instant at, boolean success) {}

    private final Map<String, LongAdder> outcomes = new LinkedHashMap<>();
    private volatile @Nullable Last last;

    /** None yet, of all that may become of one. */
    public ReloadFigures(List<String> labels) {
        labels.forEach(label -> outcomes.put(label, new LongAdder()));
    }

    /**
     * One more.
     *
     * @param label what became of it
     * @param at when
     * @param success whether it is served now
     */
    public void reloaded(String label, Instant at, boolean success) {
        LongAdder count = outcomes.get(label);
        if (count == null) {
            throw new IllegalArgumentException(label);
        }
        count.increment();
        last = new Last(at, success);
    }

    /** How many, by what became of them. */
    Map<String, LongAdder> outcomes() {
        return Collections.unmodifiableMap(outcomes);
    }

    /** The last one; null before the first. */
    @Nullable
    Last last() {
        return last;
    }
}
