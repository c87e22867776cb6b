package io.sluice.metrics;

import io.sluice.access.Refusal;
import io.sluice.relay.CloseReason;
import io.sluice.relay.RelayEngine;
import io.sluice.relay.Ticker;
import io.sluice.session.LiveSession;
import io.sluice.session.SessionListener;
import java.time.Duration;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.IntStream;

/**
 * What is counted and measured of a gateway. Totals are since its start and never go back: what a live session carries
 * is added to its route's each second, when somebody looks, and when it ends. Used from any thread.
 */
public final class Figures implements SessionListener {
    private static final Duration INTERVAL = Duration.ofSeconds(1);

    /** Stands for all further routes, when reloads have brought too many. No route has such a path. */
    static final String OTHERS = "others";

    private static final int MOST_ROUTES = 1_000;

    private static final Duration[] LENGTHS = IntStream.of(
                    1, 5, 15, 60, 300, 900, 3_600, 14_400, 43_200, 86_400, 604_800)
            .mapToObj(Duration::ofSeconds)
            .toArray(Duration[]::new);

    private final RelayEngine engine;
    private final Ticker ticker;
    private final int mostRoutes;
    private final long began;
    private final Map<String, RouteFigures> routes = new ConcurrentHashMap<>();
    private final Map<String, SessionMeter> meters = new ConcurrentHashMap<>();
    private final DurationHistogram lengths = new DurationHistogram(LENGTHS);
    private final Map<Refusal, LongAdder> refusals = new EnumMap<>(Refusal.class);

    /** Of the sessions that this engine carries. Looks at them once a second from now on. */
    public Figures(RelayEngine engine, Ticker ticker) {
        this(engine, ticker, MOST_ROUTES);
    }

    /** The same for so many routes at most. */
    Figures(RelayEngine engine, Ticker ticker, int mostRoutes) {
        this.engine = engine;
        this.ticker = ticker;
        this.mostRoutes = mostRoutes;
        this.began = ticker.nanos();
        for (Refusal refusal : Refusal.values()) {
            refusals.put(refusal, new LongAdder());
        }
        sampleLater();
    }

    private void sampleLater() {
        engine.after(INTERVAL, () -> {
            sampleLater();
            long now = ticker.nanos();
            for (SessionMeter meter : meters.values()) {
                meter.collect();
                meter.sample(now);
            }
        });
    }

    /** A route is there, even if nobody opens it. */
    public void serve(String path) {
        route(path);
    }

    /** What was counted of a route; nothing if there are too many for it to be counted on its own. */
    public RouteFigures of(String path) {
        RouteFigures known = routes.get(path);
        return known == null ? new RouteFigures(path) : known;
    }

    /** Where a route is counted: among all others, if there are too many. */
    RouteFigures route(String path) {
        RouteFigures known = routes.get(path);
        if (known != null) {
            return known;
        }
        return routes.computeIfAbsent(routes.size() < mostRoutes ? path : OTHERS, RouteFigures::new);
    }

    @Override
    public void opened(LiveSession session) {
        RouteFigures route = route(session.details().route());
        meters.put(session.details().id(), new SessionMeter(session, route, ticker.nanos()));
        route.open();
    }

    @Override
    public void connected(LiveSession session, Duration dial) {
        route(session.details().route()).connected(dial);
    }

    @Override
    public void closed(LiveSession session, CloseReason reason) {
        SessionMeter meter = meters.remove(session.details().id());
        if (meter != null) {
            meter.collect();
        }
        route(session.details().route()).close(reason);
        lengths.record(session.relay().figures().age());
    }

    /** A request for a session, or the like, was refused. */
    public void refused(Refusal reason) {
        count(reason).increment();
    }

    private LongAdder count(Refusal reason) {
        LongAdder count = refusals.get(reason);
        if (count == null) {
            throw new IllegalStateException("No count of " + reason);
        }
        return count;
    }

    /** All that there is of routes, those included that a reload has removed; by path. What lives is counted. */
    public Collection<RouteFigures> routes() {
        collect();
        return routes.values().stream()
                .sorted(Comparator.comparing(RouteFigures::route))
                .toList();
    }

    /** The sessions that live now, in no order. */
    public Collection<SessionMeter> sessions() {
        return Collections.unmodifiableCollection(meters.values());
    }

    /** What all sessions have carried since the start. */
    public Traffic traffic() {
        return routes().stream().map(RouteFigures::traffic).reduce(Traffic.NONE, Traffic::plus);
    }

    private void collect() {
        meters.values().forEach(SessionMeter::collect);
    }

    /** How long ago the start was. */
    public Duration uptime() {
        return Duration.ofNanos(ticker.nanos() - began);
    }

    /** How many sessions there were since the start. */
    public long sessionsOpened() {
        return routes.values().stream().mapToLong(RouteFigures::sessionsOpened).sum();
    }

    /** How long the sessions lived that have ended. */
    DurationHistogram lengths() {
        return lengths;
    }

    /** How many refusals there were for this reason. */
    public long refusals(Refusal reason) {
        return count(reason).sum();
    }

    /** How many refusals there were, by label, of those that there were. */
    public Map<String, Long> refusals() {
        Map<String, Long> counts = new LinkedHashMap<>();
        refusals.forEach((reason, count) -> {
            if (count.sum() > 0) {
                counts.put(reason.label(), count.sum());
            }
        });
        return counts;
    }

    /** How many sessions are not read from at this moment, because their targets take too little. */
    public long stalled() {
        return meters.values().stream()
                .filter(meter -> meter.session().relay().figures().stalled())
                .count();
    }

    /** How many bytes of memory are taken by what waits for targets. */
    public long queueBytes() {
        return engine.queuedBytes();
    }

    /** How late each loop came for what is due each second, at the most within the last 60 seconds. */
    List<Duration> loopLags() {
        return engine.loopLags();
    }

    /** How late the latest of the loops is at this moment. */
    public Duration lateness() {
        return engine.lateness();
    }

    /** How late the latest of the loops came within the last 60 seconds. */
    public Duration loopLag() {
        return loopLags().stream().max(Comparator.naturalOrder()).orElse(Duration.ZERO);
    }

    /** How many defects ended a session, or nothing but the work they were met in, since the start. */
    public long faults() {
        return engine.faults().count();
    }

    /** Whether the machine has no file descriptors left. */
    public boolean descriptorsExhausted() {
        return engine.descriptors().exhausted();
    }
}
