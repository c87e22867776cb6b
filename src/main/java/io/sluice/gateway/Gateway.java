package io.sluice.gateway;

import io.sluice.access.Attempts;
import io.sluice.access.Capacities;
import io.sluice.access.Handshake;
import io.sluice.access.HandshakeRate;
import io.sluice.access.Refusal;
import io.sluice.access.Refused;
import io.sluice.access.SharedChecks;
import io.sluice.access.Tickets;
import io.sluice.config.Configuration;
import io.sluice.config.ConfigurationException;
import io.sluice.config.ConfigurationSource;
import io.sluice.config.RouteSettings;
import io.sluice.endpoint.PendingSessions;
import io.sluice.endpoint.Sightings;
import io.sluice.manage.LiveEvents;
import io.sluice.manage.Operations;
import io.sluice.manage.Reload;
import io.sluice.metrics.Exposition;
import io.sluice.metrics.Figures;
import io.sluice.relay.RelayEngine;
import io.sluice.relay.Ticker;
import io.sluice.route.OwnPorts;
import io.sluice.route.Route;
import io.sluice.route.RouteTable;
import io.sluice.route.TargetProbes;
import io.sluice.session.AuditLog;
import io.sluice.session.SessionRegistry;
import jakarta.servlet.Filter;
import jakarta.servlet.ServletContext;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A running gateway. Made from a configuration, put into a web application, closed with it. Used from any thread. */
public final class Gateway implements Operations, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Gateway.class);

    /** More loops than this do not pay: the container's threads do half of the work. */
    private static final int MOST_LOOPS = 8;

    /** How often the configuration file is looked at. */
    private static final Duration LOOKING = Duration.ofSeconds(1);

    private final RelayEngine engine;
    private final Instruments instruments;
    private final Capacities capacities = new Capacities();
    private final PendingSessions pending = new PendingSessions();
    private final HandshakeRate handshakes;
    private final OwnPorts ownPorts = new OwnPorts();
    private final RetiredTables retired;
    private final Draining draining;
    private final WebApplication web;
    private final Generation.Shared shared;
    private volatile Generation generation;

    private volatile @Nullable Reloads reloads;

    private Gateway(RelayEngine engine, Ticker ticker, Configuration configuration) throws ConfigurationException {
        this.engine = engine;
        this.handshakes = new HandshakeRate(ticker);
        this.retired = new RetiredTables(engine);
        Tickets tickets = new Tickets(ticker);
        this.instruments = new Instruments(this, engine, ticker, new Sightings(() -> generation));
        this.draining = new Draining(engine, capacities, pending, instruments.sessions());
        this.web = new WebApplication(this, () -> generation, pending, tickets, ownPorts, instruments.refusals());
        SharedChecks checks = new SharedChecks(
                List.of(draining::refusal, this::refusedWithoutDescriptors),
                handshakes,
                new Attempts(ticker),
                capacities,
                InstantSource.system());
        this.shared = new Generation.Shared(
                checks, tickets, pending, instruments.sessions(), new TargetProbes(engine, ticker));
        this.generation = Generation.of(configuration, RouteTable.empty(ticker, ownPorts), shared);
        takeOver(configuration);
        draining.allow(generation.longestLinger());
    }

    /**
     * Starts a gateway.
     *
     * @param ticker the clock of its timers
     * @throws ConfigurationException if a file that the configuration names cannot be used
     * @throws IOException if the system lacks what it takes, such as descriptors
     */
    public static Gateway start(Configuration configuration, Ticker ticker) throws ConfigurationException, IOException {
        int loops = Math.min(MOST_LOOPS, Runtime.getRuntime().availableProcessors());
        RelayEngine engine = new RelayEngine(loops, ticker);
        try {
            return new Gateway(engine, ticker, configuration);
        } catch (ConfigurationException | RuntimeException e) {
            engine.close();
            throw e;
        }
    }

    /**
     * Looks whether all files that a configuration names can be used.
     *
     * @throws ConfigurationException if not, with all that cannot
     */
    public static void check(Configuration configuration) throws ConfigurationException {
        Ticker ticker = Ticker.SYSTEM;
        Generation.Parts.of(
                        configuration,
                        RouteTable.empty(ticker, new OwnPorts()),
                        new Tickets(ticker),
                        new Attempts(ticker))
                .table()
                .close();
    }

    private @Nullable Refused refusedWithoutDescriptors(Handshake handshake) {
        return engine.descriptors().exhausted() ? new Refused(Refusal.NO_DESCRIPTORS) : null;
    }

    /**
     * Serves what the source holds from now on: when its file changes, and when {@link #reload} asks for it. Sessions
     * that live go on as they began. Called once, before the gateway is installed.
     *
     * @param source was read for this gateway's start already
     * @param host takes over what is its own
     */
    public void follow(ConfigurationSource source, Host host) {
        follow(source, host, LOOKING);
    }

    /** The same, looking at the file so often. */
    void follow(ConfigurationSource source, Host host, Duration interval) {
        if (source.name() != null) {
            Reloads.Serving serve = configuration -> {
                Host.Prepared prepared = host.prepare(configuration);
                apply(configuration);
                return prepared.take();
            };
            reloads = Reloads.start(source, serve, instruments::reloaded, interval);
        }
    }

    /** What is not in a generation. */
    private void takeOver(Configuration configuration) {
        handshakes.limit(configuration.limits().handshakesPerSecond());
        engine.limitQueues(configuration.limits().totalQueue());
        for (RouteSettings route : configuration.routes()) {
            instruments.figures().serve(route.path());
            route.doubts(configuration.destinations()).forEach(doubt -> LOG.warn("{}: {}", route.path(), doubt));
        }
    }

    private void apply(Configuration configuration) throws ConfigurationException {
        Generation before = generation;
        Generation next = Generation.of(configuration, before.table(), shared);
        takeOver(configuration);
        draining.allow(next.longestLinger());
        generation = next;
        retired.add(before.table());
    }

    /**
     * Puts the gateway's filter and servlets into a web application that is just being set up. The gateway is closed
     * when the application ends, while its WebSockets can still be told why.
     */
    public void install(ServletContext context) {
        web.install(context);
        instruments.show(context.getContextPath());
    }

    /** A port that is listened on: no token leads there. In a container, handshakes tell where they have come to. */
    public void keepTokensFrom(int port) {
        ownPorts.add(port);
    }

    /**
     * Puts what operators see and do into another web application, where nothing else is served.
     *
     * @param operatorsOnly lets operators through, and answers all others
     * @param isOperator whether a request is an operator's
     */
    public void installManagement(
            ServletContext context, Filter operatorsOnly, Predicate<HttpServletRequest> isOperator) {
        web.installManagement(context, operatorsOnly, isOperator);
    }

    @Override
    public Collection<Route> routes() {
        return generation.table().all();
    }

    @Override
    public SessionRegistry sessions() {
        return instruments.sessions();
    }

    @Override
    public Figures figures() {
        return instruments.figures();
    }

    @Override
    public Exposition exposition() {
        return instruments.exposition();
    }

    @Override
    public AuditLog audit() {
        return instruments.audit();
    }

    @Override
    public LiveEvents liveEvents() {
        return instruments.liveEvents();
    }

    @Override
    public boolean draining() {
        return draining.begun();
    }

    @Override
    public void drain() {
        LOG.info("Asked to take no new sessions any more");
        draining.begin(generation.grace());
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
        draining.begin(generation.grace());
        draining.awaitEnd();
        instruments.close();
        engine.close();
        retired.close();
        generation.table().close();
    }
}
