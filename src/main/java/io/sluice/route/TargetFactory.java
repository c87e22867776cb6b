package io.sluice.route;

import io.sluice.config.ConfigurationException;
import io.sluice.config.DestinationRule;
import io.sluice.config.Problem;
import io.sluice.config.RouteSettings;
import io.sluice.config.TargetSettings;
import io.sluice.relay.Ticker;
import java.net.InetSocketAddress;
import java.util.List;

/** Makes of a route's settings what finds its targets. */
final class TargetFactory {
    private static final String NO_TLS = "tls:// targets are not there yet";

    private final Lookups lookups;
    private final Ticker ticker;

    /**
     * For all routes.
     *
     * @param lookups bounds what may be looked up at once
     * @param ticker for the age of what was looked up
     */
    TargetFactory(Lookups lookups, Ticker ticker) {
        this.lookups = lookups;
        this.ticker = ticker;
    }

    /**
     * What finds the targets of a route.
     *
     * @param rules where targets may lie that are chosen at run time
     * @throws ConfigurationException if a file that the target names cannot be used
     */
    Targets targets(RouteSettings route, List<DestinationRule> rules) throws ConfigurationException {
        TargetSettings target = route.target();
        if (target instanceof TargetSettings.Unix unix) {
            return token -> new Target.Unix(unix.path());
        }
        if (target instanceof TargetSettings.Tcp tcp) {
            return token -> new Target.Tcp(tcp.address());
        }
        if (target instanceof TargetSettings.ByToken byToken) {
            return new ChosenTargets(route.path(), source(byToken), new Destinations(rules, lookups));
        }
        throw new ConfigurationException(new Problem("sluice.yaml", 0, "routes." + route.path(), NO_TLS));
    }

    private TokenSource source(TargetSettings.ByToken target) throws ConfigurationException {
        if (target instanceof TargetSettings.Tokens tokens) {
            return TokenFiles.of(tokens.files());
        }
        if (target instanceof TargetSettings.Signed signed) {
            return new SignedTokens(signed.trust(), lookups);
        }
        if (target instanceof TargetSettings.Redis redis) {
            return new RedisTokens(redis, lookups);
        }
        return new HttpTokens((TargetSettings.Lookup) target, lookups, ticker);
    }

    /** The target that a token has chosen, once it is known where it lies. */
    static Target chosen(TargetSettings.Host chosen, List<InetSocketAddress> addresses) throws SourceDownException {
        if (chosen instanceof TargetSettings.Tls) {
            throw new SourceDownException(NO_TLS);
        }
        return new Target.Resolved(chosen.toString(), addresses);
    }
}
