package io.sluice.route;

import io.sluice.config.TargetSettings;
import io.sluice.relay.Ticker;
import io.sluice.relay.TlsEngines;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The targets of a route whose token chooses one. Tells operators why there is none; nobody is told the token. */
final class ChosenTargets implements Targets {
    private static final Logger LOG = LoggerFactory.getLogger(ChosenTargets.class);

    private final String path;
    private final TokenSource source;
    private final Destinations destinations;
    private final TlsClient tls;
    private final Complaints down = new Complaints(LOG, Ticker.SYSTEM);
    private final Complaints notAllowed = new Complaints(LOG, Ticker.SYSTEM);

    /**
     * The targets that a source knows, where they may lie.
     *
     * @param path the route's, for the log
     * @param tls for those that are spoken to over TLS
     */
    ChosenTargets(String path, TokenSource source, Destinations destinations, TlsClient tls) {
        this.path = path;
        this.source = source;
        this.destinations = destinations;
        this.tls = tls;
    }

    @Override
    public @Nullable Target find(String token) throws SourceDownException {
        TargetSettings.Host chosen = asked(token);
        if (chosen == null) {
            return null;
        }
        try {
            List<InetSocketAddress> addresses = destinations.allowed(chosen.address());
            if (addresses.isEmpty()) {
                notAllowed.warn("No target of " + path + ": destination " + chosen.address() + " is not allowed");
                return null;
            }
            TlsEngines engines = chosen instanceof TargetSettings.Tls ? tls.with(chosen.address()) : null;
            return new Target.Resolved(chosen.toString(), addresses, engines);
        } catch (UnknownHostException e) {
            // The session that this becomes says so in its line.
            return new Target.Unresolved(chosen.toString());
        }
    }

    private TargetSettings.@Nullable Host asked(String token) throws SourceDownException {
        try {
            return source.find(token);
        } catch (SourceDownException e) {
            down.warn("No target of " + path + ": " + e.getMessage());
            throw e;
        }
    }

    @Override
    public void close() {
        source.close();
    }
}
