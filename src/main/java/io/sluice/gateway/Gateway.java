package io.sluice.gateway;

import io.sluice.access.Capacities;
import io.sluice.access.Check;
import io.sluice.access.HandshakeRate;
import io.sluice.access.Refused;
import io.sluice.config.Configuration;
import io.sluice.config.ConfigurationException;
import io.sluice.config.ConfigurationSource;
import io.sluice.config.LimitSettings;
import io.sluice.endpoint.GatewayFilter;
import io.sluice.endpoint.OperatorCheck;
import io.sluice.endpoint.PendingSessions;
import io.sluice.endpoint.RouteListServlet;
import io.sluice.manage.HealthServlet;
import io.sluice.manage.Operations;
import io.sluice.manage.OperationsServlet;
import io.sluice.manage.Reload;
import io.sluice.relay.CloseReason;
import io.sluice.relay.RelayEngine;
import io.sluice.relay.Ticker;
import io.sluice.route.Route;
import io.sluice.route.RouteTable;
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
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A running gateway. Made from a configuration, put into a web application, closed with it. Used from any thread. */
public final class Gateway implements Operations, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Gateway.class);

    /** The role of the container's log-in that makes a user an operator. */
    private static final String OPERATOR_ROLE = "admin";

    /** More loops than this do not pay: the container's threads do half of the work. */
    private static final int MOST_LOOPS = 8;

    /** How often the configuration file is looked at. */
    private static final Duration LOOKING = Duration.ofSeconds(1);

    private static final Refused DRAINING = new Refused(503, "The gateway is about to stop.", Duration.ofSeconds(30));

    private static final Refused NO_DESCRIPTORS =
            new Refused(503, "The gateway's machine has no file descriptors left.", Duration.ofSeconds(10));

    private final RelayEngine engine;
    private final SessionRegistry sessions;
    private final Capacities capacities = new Capacities();
    private final PendingSessions pending = new PendingSessions();
    private final HandshakeRate handshakes;
    private volatile Generation generation;
    private volatile @Nullable Reloads reloads;
    private volatile boolean draining;

    /** How long the end of any session may take, those included that began under an earlier configuration. */
    private volatile Duration longestLinger;

    /** How long sessions may go on; fixed when draining begins. */
    private volatile Duration grace;

    private Gateway(RelayEngine engine, Ticker ticker, Configuration configuration, RouteTable routes) {
        this.engine = engine;
        this.handshakes = new HandshakeRate(ticker);
        this.sessions = new SessionRegistry(engine, List.of(new SessionLog(engine::putAside)));
        this.generation = generationOf(configuration, routes);
        limit(configuration.limits());
        this.longestLinger = generation.longestLinger();
        this.grace = generation.grace();
    }

    /**
     * Starts a gateway.
     *
     * @param ticker the clock of its timers
     * @throws ConfigurationException if a file that the configuration names cannot be used
     * @throws IOException if the system lacks what it takes, such as descriptors
     */
    public static Gateway start(Configuration configuration, Ticker ticker) throws ConfigurationException, IOException {
        RouteTable routes = RouteTable.of(configuration);
        int loops = Math.min(MOST_LOOPS, Runtime.getRuntime().availableProcessors());
        return new Gateway(new RelayEngine(loops, ticker), ticker, configuration, routes);
    }

    private Generation generationOf(Configuration configuration, RouteTable routes) {
        List<Check> checks = List.of(
                handshake -> draining ? DRAINING : null,
                handshake -> engine.descriptors().exhausted() ? NO_DESCRIPTORS : null);
        return Generation.of(configuration, routes, checks, handshakes, capacities, pending, sessions);
    }

    /**
     * Serves what the source holds from now on: when its file changes, and when {@link #reload} asks for it. Sessions
     * that live go on as they began. Called once, before the gateway is installed.
     *
     * @param source was read for this gateway's start already
     * @param atNextStart the keys whose new values take effect at the next start only
     */
    public void follow(ConfigurationSource source, Function<Configuration, List<String>> atNextStart) {
        follow(source, atNextStart, LOOKING);
    }

    /** The same, looking at the file so often. */
    void follow(ConfigurationSource source, Function<Configuration, List<String>> atNextStart, Duration interval) {
        if (source.name() != null) {
            Reloads.Serving serve = configuration -> {
                apply(configuration);
                return atNextStart.apply(configuration);
            };
            reloads = Reloads.start(source, serve, interval);
        }
    }

    private void limit(LimitSettings limits) {
        handshakes.limit(limits.handshakesPerSecond());
        engine.limitQueues(limits.totalQueue());
    }

    private void apply(Configuration configuration) throws ConfigurationException {
        Generation next = generationOf(configuration, generation.table().changedTo(configuration));
        limit(configuration.limits());
        Duration linger = next.longestLinger();
        longestLinger = linger.compareTo(longestLinger) > 0 ? linger : longestLinger;
        generation = next;
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
        OperatorCheck isOperator = new OperatorCheck(OPERATOR_ROLE);
        context.addServlet("sluice-health", new HealthServlet(this, isOperator)).addMapping("/manage/health");
        context.addServlet("sluice-operations", new OperationsServlet(this, isOperator))
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
        if (beginDraining()) {
            if (busy()) {
                LOG.info(
                        "Draining: no new sessions; {} may go on for {} ms",
                        sessions.all().size(),
                        grace.toMillis());
            }
            if (grace.isZero()) {
                endAll();
            } else {
                engine.after(grace, this::endAll);
            }
        }
    }

    private synchronized boolean beginDraining() {
        if (draining) {
            return false;
        }
        grace = generation.grace();
        draining = true;
        return true;
    }

    private void endAll() {
        pending.giveUp();
        sessions.endAll(CloseReason.DRAINED);
    }

    @Override
    public Reload reload() {
        Reloads following = reloads;
        if (following == null) {
            LOG.warn("Not reloaded: there is no configuration file that can be read again");
            return Reload.impossible("There is no configuration file that can be read again.");
        }
        return following.reload();
    }

    @Override
    public @Nullable Reload lastReload() {
        Reloads following = reloads;
        return following == null ? null : following.last();
    }

    @Override
    public long faults() {
        return engine.faults().count();
    }

    /** Whether any session is granted at this moment, those included whose WebSocket is not open yet. */
    public boolean busy() {
        return !capacities.isEmpty();
    }

    /** What the relays share. */
    public RelayEngine engine() {
        return engine;
    }

    /**
     * Drains: waits until no session is left or the grace is over and those left have been ended with 1012, and leaves
     * no thread behind. Returns at once where no session lives. An interrupt cuts the waiting short. Harmless when
     * repeated.
     */
    @Override
    public void close() {
        Reloads following = reloads;
        if (following != null) {
            following.close();
        }
        drain();
        // Real time, only to be sure: it is the gateway's own clock that ends the grace, and each session's linger.
        Duration longest = grace.plus(longestLinger).plusSeconds(1);
        try {
            if (!capacities.awaitEmpty(longest)) {
                LOG.warn(
                        "{} sessions did not end in time and are cut off",
                        sessions.all().size());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        pending.giveUp();
        // Else threads that wait for a target, and permits, would never be given back.
        sessions.cutOffAll(CloseReason.DRAINED);
        engine.close();
    }
}
