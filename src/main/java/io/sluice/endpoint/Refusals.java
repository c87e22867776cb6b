package io.sluice.endpoint;

import io.sluice.access.Identity;
import io.sluice.access.LogIn;
import io.sluice.access.Refusal;
import io.sluice.access.Refused;
import io.sluice.access.Visitor;
import io.sluice.json.JsonProblem;
import io.sluice.relay.LineBudget;
import io.sluice.session.AuditLog;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers refusals, each with its status and a problem body (RFC 9457), and puts them on record. Used from any thread.
 */
public final class Refusals {
    private static final Logger LOG = LoggerFactory.getLogger(Refusals.class);

    /** So many refusals are named within a second. */
    private static final int LINES = 100;

    private final AuditLog audit;
    private final Consumer<Refusal> listener;
    private final LineBudget budget;
    private final Executor aside;

    /**
     * With the record.
     *
     * @param listener told of each refusal
     * @param after runs something after a while
     * @param aside where lines are written, in order, since a log may block
     */
    public Refusals(AuditLog audit, Consumer<Refusal> listener, BiConsumer<Duration, Runnable> after, Executor aside) {
        this.audit = audit;
        this.listener = listener;
        this.aside = aside;
        this.budget = new LineBudget(LINES, after, leftOut -> {
            aside.execute(
                    () -> LOG.warn("{} more requests were refused within a second, and are not named here", leftOut));
            audit.refusalsLeftOut(leftOut);
        });
    }

    /**
     * Refuses a request for a session, a ticket or a page.
     *
     * @param route the path of the route that is asked for, as configured; null: none
     * @param challenges what somebody who is not logged in is asked for
     */
    void refuse(
            Visitor visitor,
            @Nullable String route,
            Refused refused,
            List<String> challenges,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        record(visitor, route, refused);
        if (refused.reason().status() == HttpServletResponse.SC_SERVICE_UNAVAILABLE
                && !request.getProtocol().startsWith("HTTP/2")) {
            // What is short may be descriptors.
            response.setHeader("Connection", "close");
        }
        send(response, refused, challenges);
    }

    /** Puts a refusal on record that is answered in another way. */
    void record(Visitor visitor, @Nullable String route, Refused refused) {
        String address = visitor.handshake().address().getHostAddress();
        Refusal reason = refused.reason();
        listener.accept(reason);
        if (!budget.take()) {
            return;
        }
        aside.execute(() -> LOG.info(
                "Refused {} from {}: {} {}",
                route == null ? "a request" : route,
                address,
                reason.status(),
                reason.label()));
        // Nobody is asked who it is only to write it down.
        LogIn logIn = visitor.known();
        String user = logIn instanceof Identity identity ? identity.user() : null;
        audit.refused(address, user, route, reason.status(), reason.label());
    }

    /** Answers what needs no record. Headers that go with it must be set before. */
    static void send(HttpServletResponse response, Refused refused, List<String> challenges) throws IOException {
        Duration retryAfter = refused.retryAfter();
        if (retryAfter != null) {
            response.setHeader("Retry-After", Long.toString(retryAfter.toSeconds()));
        }
        if (refused.reason().status() == HttpServletResponse.SC_UNAUTHORIZED) {
            challenges.forEach(challenge -> response.addHeader("WWW-Authenticate", challenge));
        }
        JsonProblem.send(response, refused.reason().status(), refused.reason().detail());
    }

    /** A ticket was given out. */
    void ticket(Visitor visitor, @Nullable String by, String user, String route) {
        audit.ticket(visitor.handshake().address().getHostAddress(), by, user, route);
    }
}
