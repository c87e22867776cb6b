package io.sluice.route;

import io.sluice.config.ConfigurationException;
import io.sluice.config.DestinationRule;
import io.sluice.config.RouteSettings;
import io.sluice.config.TargetSettings;
import io.sluice.relay.Ticker;
import java.util.List;

/** Makes of a route's settings what finds its targets. */
final class TargetFactory {
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
        TlsClient tls = new TlsClient(route.tls());
        if (target instanceof TargetSettings.Tls over) {
            return token -> new Target.Tls(over.address(), tls.with(over.address()));
        }
        TokenSource source = source((TargetSettings.ByToken) target);
        return new ChosenTargets(route.path(), source, new Destinations(rules, lookups), tls);
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
