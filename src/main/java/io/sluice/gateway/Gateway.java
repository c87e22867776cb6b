package io.sluice.gateway;

import io.sluice.access.Capacities;
import io.sluice.access.Check;
import io.sluice.access.HandshakeRate;
import io.sluice.access.Refused;
import io.sluice.config.Configuration;
import io.sluice.endpoint.GatewayFilter;
import io.sluice.endpoint.PendingSessions;
import io.sluice.endpoint.RouteListServlet;
import io.sluice.manage.HealthServlet;
import io.sluice.manage.Operations;
import io.sluice.manage.OperationsServlet;
import io.sluice.relay.CloseReason;
import io.sluice.relay.RelayEngine;
import io.sluice.relay.Ticker;
import io.sluice.route.Route;
import io.sluice.session.SessionLog;
import io.sluice.session.SessionRegistry;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterRegistration;
import jakarta.servlet.ServletContext;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A running gateway. Made from a configuration, put into a web application, closed with it. Used from any thread. */
public final class Gateway implements Operations, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Gateway.class);

    /** The role of the container's log-in that makes a user an operator. */
    private static final String OPERATOR_ROLE = "admin";

    /** More loops than this do not pay: the container's threads do half of the work. */
    private static final int MOST_LOOPS = 8;

    private static final Refused DRAINING = new Refused(503, "The gateway is about to stop.", Duration.ofSeconds(30));

    private final RelayEngine engine;
    private final SessionRegistry sessions;
    private final Capacities capacities = new Capacities();
    private final PendingSessions pending = new PendingSessions();
    private final HandshakeRate handshakes;
    private volatile Generation generation;
    private volatile boolean draining;

    private Gateway(RelayEngine engine, Ticker ticker, Configuration configuration) {
        this.engine = engine;
        this.handshakes = new HandshakeRate(ticker);
        this.sessions = new SessionRegistry(engine, List.of(new SessionLog(engine::putAside)));
        this.generation = generationOf(configuration);
    }

    /**
     * Starts a gateway.
     *
     * @param ticker the clock of its timers
     * @throws IOException if the system lacks what it takes, such as descriptors
     */
    public static Gateway start(Configuration configuration, Ticker ticker) throws IOException {
        int loops = Math.min(MOST_LOOPS, Runtime.getRuntime().availableProcessors());
        return new Gateway(new RelayEngine(loops, ticker), ticker, configuration);
    }

    private Generation generationOf(Configuration configuration) {
        handshakes.limit(configuration.limits().handshakesPerSecond());
        engine.limitQueues(configuration.limits().totalQueue());
        List<Check> checks = List.of(handshake -> draining ? DRAINING : null, handshakes);
        return Generation.of(configuration, checks, capacities, pending, sessions);
    }

    /** Serves this configuration from now on. Sessions that live go on as they began. */
    public void apply(Configuration configuration) {
        generation = generationOf(configuration);
    }

    /**
     * Puts the gateway's filter and servlets into a web application that is just being set up. The gateway is closed
     * when the application ends, while its WebSockets can still be told why.
     */
    public void install(ServletContext context) {
        FilterRegistration.Dynamic filter = context.addFilter(
                "sluice",
                new GatewayFilter(path -> generation.match(path), pending, InstantSource.system(), this::close));
        filter.setAsyncSupported(true);
        filter.addMappingForUrlPatterns(EnumSet.of(DispatcherType.REQUEST), false, "/*");
        context.addServlet("sluice-routes", new RouteListServlet(() -> generation.guarded()))
                .addMapping("/view/routes.json");
        context.addServlet("sluice-health", new HealthServlet(this)).addMapping("/manage/health");
        context.addServlet("sluice-operations", new OperationsServlet(this, user -> user.isUserInRole(OPERATOR_ROLE)))
                .addMapping("/manage/*");
    }

    @Override
    public Collection<Route> routes() {
        return generation.routes();
    }

    @Override
    public SessionRegistry sessions() {
        return sessions;
    }

    @Override
    public boolean draining() {
        return draining;
    }

    @Override
    public void drain() {
        draining = true;
    }

    /** Whether any session is granted at this moment, those included whose WebSocket is not open yet. */
    public boolean busy() {
        return !capacities.isEmpty();
    }

    /** What the relays share; for measuring. */
    public RelayEngine engine() {
        return engine;
    }

    /** Ends all sessions with 1012, waits until they are gone, and leaves no thread behind. Harmless when repeated. */
    @Override
    public void close() {
        drain();
        pending.giveUp();
        sessions.endAll(CloseReason.DRAINED);
        Duration longest = generation.longestLinger().plusSeconds(1);
        try {
            if (!capacities.awaitEmpty(longest)) {
                LOG.warn(
                        "{} sessions did not end in time and are cut off",
                        sessions.all().size());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        engine.close();
    }
}
