package io.sluice.gateway;

import io.sluice.endpoint.Refusals;
import io.sluice.endpoint.Sightings;
import io.sluice.manage.BeanRegistration;
import io.sluice.manage.LiveEvents;
import io.sluice.manage.Operations;
import io.sluice.manage.Reload;
import io.sluice.metrics.Exposition;
import io.sluice.metrics.Figures;
import io.sluice.metrics.ReloadFigures;
import io.sluice.relay.RelayEngine;
import io.sluice.relay.Ticker;
import io.sluice.session.AuditLog;
import io.sluice.session.SessionLog;
import io.sluice.session.SessionRegistry;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** All that is counted, logged and shown of a gateway. Used from any thread. */
final class Instruments implements AutoCloseable {
    private final Operations gateway;
    private final RelayEngine engine;
    private final AuditLog audit;
    private final Figures figures;
    private final ReloadFigures reloads = new ReloadFigures(Stream.of(Reload.Outcome.APPLIED, Reload.Outcome.REFUSED)
            .map(Instruments::label)
            .toList());
    private final LiveEvents liveEvents;
    private final Refusals refusals;
    private final SessionRegistry sessions;
    private volatile @Nullable BeanRegistration bean;

    /** Guarded by this. Null until somebody asks: it costs a third of a second. */
    private @Nullable Exposition exposition;

    /**
     * Of a gateway that is just being made: it is not asked for anything yet.
     *
     * @param sightings told of sessions, too
     */
    Instruments(Operations gateway, RelayEngine engine, Ticker ticker, Sightings sightings) {
        this.gateway = gateway;
        this.engine = engine;
        audit = new AuditLog(engine::putAside);
        figures = new Figures(engine, ticker);
        liveEvents = new LiveEvents(gateway, engine);
        refusals = new Refusals(audit, figures::refused, engine::after, engine::putAside);
        sessions = new SessionRegistry(
                engine, List.of(figures, new SessionLog(engine::after, engine::putAside), audit, sightings));
    }

    private static String label(Reload.Outcome outcome) {
        return outcome.name().toLowerCase(Locale.ROOT);
    }

    /** The configuration was read again. */
    void reloaded(Reload reload) {
        boolean applied = reload.outcome() == Reload.Outcome.APPLIED;
        reloads.reloaded(label(reload.outcome()), reload.at(), applied);
        if (applied) {
            // Who is an operator may have changed.
            liveEvents.endAll();
        }
    }

    /** Shows the gateway to JMX, as that of a web application. */
    void show(String contextPath) {
        bean = new BeanRegistration(gateway, contextPath);
        // Beside the start: the virtual machine's first bean takes a tenth of a second.
        engine.putAside(bean::register);
    }

    AuditLog audit() {
        return audit;
    }

    Figures figures() {
        return figures;
    }

    synchronized Exposition exposition() {
        Exposition made = exposition;
        if (made == null) {
            made = new Exposition(figures, reloads, gateway::draining);
            exposition = made;
        }
        return made;
    }

    LiveEvents liveEvents() {
        return liveEvents;
    }

    Refusals refusals() {
        return refusals;
    }

    SessionRegistry sessions() {
        return sessions;
    }

    /** Nobody is shown anything any more. */
    @Override
    public void close() {
        liveEvents.close();
        BeanRegistration shown = bean;
        if (shown != null) {
            shown.close();
        }
    }
}
