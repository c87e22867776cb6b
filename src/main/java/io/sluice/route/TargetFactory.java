package io.sluice.route;

import io.sluice.config.ConfigurationException;
import io.sluice.config.DestinationRule;
import io.sluice.config.RouteSettings;
import io.sluice.config.TargetSettings;
import java.util.List;

/** Makes of a route's settings what finds its targets. */
final class TargetFactory {
    private TargetFactory() {}

    /**
     * What finds the targets of a route.
     *
     * @param destinations where targets may lie that are chosen at run time
     * @throws ConfigurationException if a file that the target names cannot be used
     */
    static Targets targets(RouteSettings route, List<DestinationRule> destinations) throws ConfigurationException {
        TargetSettings target = route.target();
        if (target instanceof TargetSettings.Unix unix) {
            return token -> new Target.Unix(unix.path());
        }
        if (target instanceof TargetSettings.Host host) {
            return token -> new Target.Tcp(host.address());
        }
        throw new IllegalStateException("No targets by token yet: " + destinations.size());
    }
}
