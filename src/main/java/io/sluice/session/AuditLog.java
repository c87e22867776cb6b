package io.sluice.session;

import io.sluice.json.JsonText;
import io.sluice.relay.CloseReason;
import io.sluice.relay.RelayFigures;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Who has reached what, who was refused, and what operators did: a line of JSON for each, at level INFO of the logger
 * {@code io.sluice.audit}. Nothing of a password, token, ticket or payload is ever in it. Used from any thread.
 */
public final class AuditLog implements SessionListener {
    private static final Logger LOG = LoggerFactory.getLogger("io.sluice.audit");

    private final Executor aside;

    /**
     * A log.
     *
     * @param aside where lines are written, in order, since a log may block
     */
    public AuditLog(Executor aside) {
        this.aside = aside;
    }

    @Override
    public void opened(LiveSession session) {
        // One line a session, when all is known.
    }

    @Override
    public void connected(LiveSession session, Duration dial) {
        // As above.
    }

    @Override
    public void closed(LiveSession session, CloseReason reason) {
        SessionDetails details = session.details();
        RelayFigures carried = session.relay().figures();
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("event", "session");
        line.put("id", details.id());
        line.put("user", details.user());
        line.put("by", details.means());
        line.put("address", details.address());
        line.put("route", details.route());
        line.put("target", details.target());
        line.put("started", details.started().toString());
        line.put("ended", Instant.now().toString());
        line.put("bytes-up", carried.bytesUp());
        line.put("bytes-down", carried.bytesDown());
        line.put("close", reason.label());
        write(line);
    }

    /**
     * A request for a session was refused.
     *
     * @param address the client's network address
     * @param user who asked, or null when nobody is known
     * @param route the route's path, as configured; null when there is none
     * @param status the HTTP status
     * @param reason why, such as {@code wrong-user}
     */
    public void refused(String address, @Nullable String user, @Nullable String route, int status, String reason) {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("event", "refusal");
        line.put("at", Instant.now().toString());
        line.put("user", user);
        line.put("address", address);
        line.put("route", route);
        line.put("status", status);
        line.put("reason", reason);
        write(line);
    }

    /** So many requests more were refused within a second than there are lines for. */
    public void refusalsLeftOut(long count) {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("event", "refusals-left-out");
        line.put("at", Instant.now().toString());
        line.put("count", count);
        write(line);
    }

    /**
     * A ticket was given out.
     *
     * @param address the network address of whoever asked for it
     * @param by the user who asked for it; null: an operator on the operators' own listener
     * @param user whom it is for
     * @param route the path of the route that it opens, as configured
     */
    public void ticket(String address, @Nullable String by, String user, String route) {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("event", "ticket");
        line.put("at", Instant.now().toString());
        line.put("by", by);
        line.put("user", user);
        line.put("address", address);
        line.put("route", route);
        write(line);
    }

    /**
     * An operator has done something.
     *
     * @param address the operator's network address; null: it was done through JMX
     * @param by the user; null: an operator on the operators' own listener, or through JMX
     * @param operation such as {@code drain}
     * @param session the id of the session that it was done to; null: it was done to the gateway
     */
    public void operation(@Nullable String address, @Nullable String by, String operation, @Nullable String session) {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("event", "operation");
        line.put("at", Instant.now().toString());
        line.put("by", by);
        line.put("address", address);
        line.put("operation", operation);
        line.put("session", session);
        write(line);
    }

    private void write(Map<String, Object> line) {
        if (LOG.isInfoEnabled()) {
            aside.execute(() -> LOG.info("{}", JsonText.of(line)));
        }
    }
}
