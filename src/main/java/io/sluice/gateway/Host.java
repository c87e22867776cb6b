package io.sluice.gateway;

import io.sluice.config.Configuration;
import io.sluice.config.ConfigurationException;
import java.util.List;

/** What a gateway runs in, as far as the same configuration is for it too. */
@FunctionalInterface
public interface Host {
    /** One that takes nothing from the configuration. */
    Host NOTHING = configuration -> List::of;

    /** A configuration that can be taken over, and is not yet. */
    @FunctionalInterface
    interface Prepared {
        /**
         * Takes it over. Cannot fail.
         *
         * @return the keys whose new values take effect at the next start only
         */
        List<String> take();
    }

    /**
     * Makes ready what a new configuration takes, without any effect yet: the gateway may still refuse it. On the
     * thread of the reloads, one after the other.
     *
     * @throws ConfigurationException if it cannot be used; then all stays as it is
     */
    Prepared prepare(Configuration configuration) throws ConfigurationException;
}
