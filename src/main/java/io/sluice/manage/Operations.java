package io.sluice.manage;

import io.sluice.metrics.Exposition;
import io.sluice.metrics.Figures;
import io.sluice.route.Route;
import io.sluice.session.AuditLog;
import io.sluice.session.SessionRegistry;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/** What operators can see and do. Used from any thread. */
public interface Operations {
    /** The routes that are served now, in the order of the configuration. */
    Collection<Route> routes();

    /** What is counted and measured. */
    Figures figures();

    /** The same as Prometheus reads it. */
    Exposition exposition();

    /** Who looks on live. */
    LiveEvents liveEvents();

    /** Where is put on record what operators do. */
    AuditLog audit();

    /** The sessions that live now. */
    SessionRegistry sessions();

    /** Whether the gateway takes no new sessions, because it is about to stop. */
    boolean draining();

    /** Takes no new sessions from now on; those that live may go on for the grace time, then they are ended. */
    void drain();

    /** Reads the configuration again and serves it if it can be used. Waits until that is done. */
    Reload reload();

    /** What became of the configuration when it was read again last; null: it never was. */
    @Nullable
    Reload lastReload();
}
