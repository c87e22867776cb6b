package io.sluice.route;

import io.sluice.config.TargetSettings;
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

    /**
     * The targets that a source knows, where they may lie.
     *
     * @param path the route's, for the log
     */
    ChosenTargets(String path, TokenSource source, Destinations destinations) {
        this.path = path;
        this.source = source;
        this.destinations = destinations;
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
            return TargetFactory.chosen(chosen, addresses);
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
