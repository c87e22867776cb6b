package io.sluice.session;

import io.sluice.relay.CloseReason;
import io.sluice.relay.LineBudget;
import io.sluice.relay.RelayFigures;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Executor;
import java.util.function.BiConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes a line when a session's target has accepted, and one when the session is gone; of very many within a second
 * only how many.
 */
public final class SessionLog implements SessionListener {
    private static final Logger LOG = LoggerFactory.getLogger("io.sluice.sessions");

    /** So many lines are written within a second. */
    private static final int LINES = 1_000;

    private final Executor aside;
    private final LineBudget budget;

    /**
     * Logs to {@code io.sluice.sessions}.
     *
     * @param after runs something after a while
     * @param aside where lines are written, in order, since a log may block
     */
    public SessionLog(BiConsumer<Duration, Runnable> after, Executor aside) {
        this.aside = aside;
        this.budget = new LineBudget(
                LINES,
                after,
                leftOut -> aside.execute(() ->
                        LOG.warn("{} more lines about sessions were due within a second, and are left out", leftOut)));
    }

    @Override
    public void opened(LiveSession session) {
        if (!LOG.isDebugEnabled()) {
            return;
        }
        SessionDetails details = session.details();
        aside.execute(() -> LOG.debug("Session {} on {} begins", details.id(), details.route()));
    }

    @Override
    public void connected(LiveSession session, Duration dial) {
        if (!LOG.isInfoEnabled() || !budget.take()) {
            return;
        }
        SessionDetails details = session.details();
        aside.execute(() -> LOG.info(
                "Session {} on {} for {} from {}: connected in {} ms",
                details.id(),
                details.route(),
                details.user() == null ? "anybody" : details.user(),
                details.address(),
                dial.toMillis()));
    }

    @Override
    public void closed(LiveSession session, CloseReason reason) {
        if (!LOG.isEnabledForLevel(reason.level()) || !budget.take()) {
            return;
        }
        SessionDetails details = session.details();
        RelayFigures carried = session.relay().figures();
        Duration age = Duration.between(details.started(), Instant.now());
        aside.execute(() -> LOG.atLevel(reason.level())
                .log(
                        "Session {} on {}: {} after {} s, {} bytes up, {} bytes down",
                        details.id(),
                        details.route(),
                        reason.label(),
                        age.toSeconds(),
                        carried.bytesUp(),
                        carried.bytesDown()));
    }
}
