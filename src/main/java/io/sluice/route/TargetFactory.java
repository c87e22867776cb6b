package io.sluice.route;

import io.sluice.config.Configuration;
import io.sluice.config.ConfigurationException;
import io.sluice.config.RouteSettings;
import io.sluice.config.TargetSettings;
import io.sluice.relay.Ticker;

/** Makes of a route's settings what finds its targets. */
final class TargetFactory {
    private final Lookups lookups;
    private final OwnPorts ownPorts;
    private final Ticker ticker;

    /**
     * For all routes.
     *
     * @param lookups bounds what may be looked up at once
     * @param ownPorts where no token leads
     * @param ticker for the age of what was looked up
     */
    TargetFactory(Lookups lookups, OwnPorts ownPorts, Ticker ticker) {
        this.lookups = lookups;
        this.ownPorts = ownPorts;
        this.ticker = ticker;
    }

    /**
     * What finds the targets of a route.
     *
     * @param configuration says where targets may lie that are chosen at run time
     * @throws ConfigurationException if a file that the target names cannot be used
     */
    Targets targets(RouteSettings route, Configuration configuration) throws ConfigurationException {
        TargetSettings target = route.target();
        if (target instanceof TargetSettings.Unix unix) {
            return token -> new Target.Unix(unix.path());
        }
        if (target instanceof TargetSettings.Tcp tcp) {
            return token -> new Target.Tcp(tcp.address());
        }
        TlsClient tls = new TlsClient(route.tls());
        if (target instanceof TargetSettings.Tls over) {
            return token -> new Target.Tls(over.address(), tls.with(over.address()));
        }
        TokenSource source = source((TargetSettings.ByToken) target);
        Destinations destinations = new Destinations(configuration.destinations(), ownPorts, lookups);
        return new ChosenTargets(route.path(), source, destinations, tls);
    }

    private TokenSource source(TargetSettings.ByToken target) throws ConfigurationException {
        if (target instanceof TargetSettings.Tokens tokens) {
            return TokenFiles.of(tokens.files());
        }
        if (target instanceof TargetSettings.Signed signed) {
            return new SignedTokens(signed.trust());
        }
        if (target instanceof TargetSettings.Redis redis) {
            return new RedisTokens(redis, lookups);
        }
        return new HttpTokens((TargetSettings.Lookup) target, lookups, ticker);
    }
}
