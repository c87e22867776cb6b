package io.sluice.config;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What only the runner needs; a WAR has its container's connectors.
 *
 * @param listen where it listens
 * @param manage where it listens for its operators; null: nowhere
 * @param tls its certificate; null: plain HTTP
 * @param trustedProxies who is believed when it tells the client's address
 */
public record RunnerSettings(
        HostPort listen,
        @Nullable HostPort manage,
        @Nullable TlsSettings tls,
        List<AddressRange> trustedProxies) {
    /** Loopback. */
    public static final RunnerSettings DEFAULT = new RunnerSettings(
            new HostPort(HostPort.LOOPBACK, 8080), new HostPort(HostPort.LOOPBACK, 9180), null, List.of());
}
