package io.sluice.route;

import io.sluice.config.TargetSettings;
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
        TargetSettings.Host chosen = source.find(token);
        if (chosen == null) {
            LOG.info("No target of {}: the token stands for none", path);
            return null;
        }
        try {
            List<InetSocketAddress> addresses = destinations.allowed(chosen.address());
            if (addresses.isEmpty()) {
                LOG.warn("No target of {}: destination {} is not allowed", path, chosen.address());
                return null;
            }
            TlsEngines engines = chosen instanceof TargetSettings.Tls ? tls.with(chosen.address()) : null;
            return new Target.Resolved(chosen.toString(), addresses, engines);
        } catch (UnknownHostException e) {
            LOG.warn("No target of {}: destination {} has no address", path, chosen.address());
            return new Target.Unresolved(chosen.toString());
        }
    }

    @Override
    public void close() {
        source.close();
    }
}
