package io.sluice.endpoint;

import io.sluice.relay.CloseReason;
import io.sluice.route.TargetWatch;
import io.sluice.session.LiveSession;
import io.sluice.session.SessionListener;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Lets the routes know what sessions learn of their targets. */
public final class Sightings implements SessionListener {
    private final Supplier<Routes> routes;

    /** For these routes; asked anew for each session. */
    public Sightings(Supplier<Routes> routes) {
        this.routes = routes;
    }

    @Override
    public void opened(LiveSession session) {}

    @Override
    public void connected(LiveSession session, Duration dial) {
        watched(
                session,
                watch -> watch.connected(
                        session.details().id(), session.details().target()));
    }

    @Override
    public void closed(LiveSession session, CloseReason reason) {
        watched(
                session,
                watch -> watch.closed(session.details().id(), session.details().target(), reason));
    }

    private void watched(LiveSession session, Consumer<TargetWatch> event) {
        GuardedRoute.Match match = routes.get().match(session.details().route());
        if (match != null) {
            event.accept(match.guarded().watch());
        }
    }
}
