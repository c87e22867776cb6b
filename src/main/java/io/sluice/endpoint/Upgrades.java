package io.sluice.endpoint;

import io.sluice.access.Authentication;
import io.sluice.access.Decision;
import io.sluice.access.Granted;
import io.sluice.access.Handshake;
import io.sluice.access.Identity;
import io.sluice.access.Refusal;
import io.sluice.access.Refused;
import io.sluice.access.Visitor;
import io.sluice.relay.Destination;
import io.sluice.route.OwnPorts;
import io.sluice.route.SourceDownException;
import io.sluice.route.Target;
import io.sluice.session.SessionDetails;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.websocket.DeploymentException;
import jakarta.websocket.server.ServerContainer;
import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Settles WebSocket handshakes: decides, finds the target, and hands those that are granted to the container.
 * Everything that can be refused is refused here, with an HTTP status, before the upgrade. Used from any thread.
 */
public final class Upgrades {
    private static final Logger LOG = LoggerFactory.getLogger(Upgrades.class);

    /** Carries a session's id from here to {@link GatewayEndpoint} through the container. */
    static final String SESSION_PARAMETER = "sluice.session";

    private final PendingSessions pending;
    private final OwnPorts ownPorts;
    private final Refusals refusals;
    private final InstantSource clock;

    /**
     * With what is shared with the endpoints.
     *
     * @param pending where granted sessions wait for their WebSocket
     * @param ownPorts told of the ports that handshakes come to
     * @param refusals answers what is refused
     * @param clock for the age of pending sessions
     */
    public Upgrades(PendingSessions pending, OwnPorts ownPorts, Refusals refusals, InstantSource clock) {
        this.pending = pending;
        this.ownPorts = ownPorts;
        this.refusals = refusals;
        this.clock = clock;
    }

    /** A handshake on a route. */
    void settle(
            GuardedRoute.Match match,
            @Nullable ServerContainer container,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException, ServletException {
        UpgradeRequest upgrade = UpgradeRequest.of(request);
        GuardedRoute guarded = match.guarded();
        Visitor visitor = new Visitor(upgrade.handshake(), guarded.authentication());
        Refusal malformed = upgrade.malformed();
        if (malformed != null) {
            response.setHeader("Sec-WebSocket-Version", UpgradeRequest.VERSION);
            refuse(guarded, visitor, request, response, new Refused(malformed));
            return;
        }
        if (container == null) {
            refuse(guarded, visitor, request, response, new Refused(Refusal.NO_WEBSOCKET));
            return;
        }
        ownPorts.add(request.getLocalPort());
        pending.expire(clock.instant());
        Decision decision = guarded.policy().decide(visitor);
        if (decision instanceof Refused refused) {
            refuse(guarded, visitor, request, response, refused);
            return;
        }
        Granted granted = (Granted) decision;
        PendingSession session = null;
        try {
            Target target = guarded.route().targets().find(match.token());
            if (target == null) {
                guarded.policy().guessed(visitor);
                refuse(guarded, visitor, request, response, new Refused(Refusal.WRONG_TOKEN));
                return;
            }
            SessionDetails details = details(guarded, granted, visitor.handshake(), target);
            Destination destination = guarded.route().destination(target, upgrade.client(), upgrade.gateway());
            session = new PendingSession(guarded.route(), destination, granted.permit(), details);
        } catch (SourceDownException e) {
            // Whoever looked for the target has told operators.
            refuse(guarded, visitor, request, response, new Refused(Refusal.SOURCE_DOWN));
        } finally {
            if (session == null) {
                granted.permit().giveBack();
            }
        }
        if (session != null) {
            hand(container, session, guarded, visitor, request, response);
        }
    }

    private SessionDetails details(GuardedRoute guarded, Granted granted, Handshake handshake, Target target) {
        Identity identity = granted.identity();
        return new SessionDetails(
                UUID.randomUUID().toString(),
                guarded.route().path(),
                identity == null ? null : identity.user(),
                identity == null ? null : identity.means().name().toLowerCase(Locale.ROOT),
                handshake.address().getHostAddress(),
                target.toString(),
                clock.instant());
    }

    /** From here on the permit belongs to whoever removes the session from those that are pending. */
    private void hand(
            ServerContainer container,
            PendingSession session,
            GuardedRoute guarded,
            Visitor visitor,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException, ServletException {
        String id = session.details().id();
        pending.add(session);
        boolean handed = false;
        try {
            container.upgradeHttpToWebSocket(request, response, guarded.endpoint(), Map.of(SESSION_PARAMETER, id));
            // Tomcat throws nothing when it refuses, but answers on its own.
            handed = response.getStatus() < HttpServletResponse.SC_BAD_REQUEST;
        } catch (DeploymentException | RuntimeException e) {
            // Whatever it is: Tomcat's readers of headers throw what they like.
            LOG.debug("The server could not upgrade a connection", e);
            if (!response.isCommitted()) {
                refuse(guarded, visitor, request, response, new Refused(Refusal.NOT_UPGRADED));
            }
        } finally {
            if (!handed && pending.remove(id) != null) {
                session.permit().giveBack();
            }
        }
    }

    private void refuse(
            GuardedRoute guarded,
            Visitor visitor,
            HttpServletRequest request,
            HttpServletResponse response,
            Refused refused)
            throws IOException {
        refusals.refuse(
                visitor,
                guarded.route().path(),
                refused,
                guarded.authentication().challenges(),
                request,
                response);
    }

    /** A handshake where there is no route. */
    void refuseUnknown(Authentication authentication, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        Visitor visitor = UpgradeRequest.visitor(request, authentication);
        refusals.refuse(visitor, null, new Refused(Refusal.NOT_FOUND), List.of(), request, response);
    }
}
