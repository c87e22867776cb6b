package io.sluice.session;

import io.sluice.relay.CloseReason;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes a line when a session's target has accepted, and one when the session is gone. */
public final class SessionLog implements SessionListener {
    private static final Logger LOG = LoggerFactory.getLogger("io.sluice.sessions");

    private final Executor aside;

    /**
     * Logs to {@code io.sluice.sessions}.
     *
     * @param aside where lines are written, in order, since a log may block
     */
    public SessionLog(Executor aside) {
        this.aside = aside;
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
        SessionDetails details = session.details();
        Duration age = Duration.between(details.started(), Instant.now());
        aside.execute(() -> LOG.atLevel(reason.level())
                .log(
                        "Session {} on {}: {} after {} s, {} bytes up, {} bytes down",
                        details.id(),
                        details.route(),
                        reason.label(),
                        age.toSeconds(),
                        session.relay().bytesUp(),
                        session.relay().bytesDown()));
    }
}
