package io.sluice.runner;

import io.sluice.config.Configuration;
import io.sluice.config.ConfigurationException;
import io.sluice.config.TlsSettings;
import io.sluice.gateway.Host;
import org.jspecify.annotations.Nullable;

/** What the runner takes over from a configuration that is read while it runs: certificates and trusted proxies. */
final class FollowedSettings implements Host {
    private final Configuration atStart;
    private final @Nullable ServerTls tls;
    private final TrustedProxies proxies;

    /**
     * For what was started.
     *
     * @param tls null: it listens without
     */
    FollowedSettings(Configuration atStart, @Nullable ServerTls tls, TrustedProxies proxies) {
        this.atStart = atStart;
        this.tls = tls;
        this.proxies = proxies;
    }

    @Override
    public Prepared prepare(Configuration now) throws ConfigurationException {
        Runnable certificates = certificates(now.runner().tls());
        return () -> {
            certificates.run();
            proxies.trust(now.runner().trustedProxies());
            return StartSettings.changed(atStart, now);
        };
    }

    private Runnable certificates(@Nullable TlsSettings next) throws ConfigurationException {
        if (next != null && tls != null) {
            return tls.prepare(next);
        }
        if (next != null) {
            // In effect at the next start only; which is no time to learn that they cannot be used.
            ServerTls.context(next);
        }
        return () -> {};
    }
}
