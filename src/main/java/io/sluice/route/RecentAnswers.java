package io.sluice.route;

import io.sluice.config.TargetSettings;
import io.sluice.relay.Ticker;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What was answered lately, also that there is no target. Bounded: the one that was used least recently goes first. */
final class RecentAnswers {
    /** How many are kept. */
    static final int MOST = 2_000;

    /**
     * An answer.
     *
     * @param target null: the token stands for none
     */
    record Remembered(TargetSettings.@Nullable Host target, long since) {}

    private final long nanos;
    private final Ticker ticker;

    /** Guarded by itself. */
    private final Map<String, Remembered> answers = new LinkedHashMap<>(16, 0.75f, true);

    /** Keeps them for so long; zero: not at all. */
    RecentAnswers(Duration time, Ticker ticker) {
        this.nanos = time.toNanos();
        this.ticker = ticker;
    }

    /** What was answered for a token, or null if that is not known or too long ago. */
    @Nullable
    Remembered of(String token) {
        synchronized (answers) {
            Remembered answer = answers.get(token);
            return answer == null || ticker.nanos() - answer.since() >= nanos ? null : answer;
        }
    }

    void remember(String token, TargetSettings.@Nullable Host target) {
        if (nanos == 0) {
            return;
        }
        synchronized (answers) {
            answers.put(token, new Remembered(target, ticker.nanos()));
            if (answers.size() > MOST) {
                answers.remove(answers.keySet().iterator().next());
            }
        }
    }
}
