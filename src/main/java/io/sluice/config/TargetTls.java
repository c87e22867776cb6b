package io.sluice.config;

import org.jspecify.annotations.Nullable;

/**
 * How a target is spoken to over TLS.
 *
 * @param authorities certificates (PEM) of the authorities that may vouch for it; null: those of the JDK
 * @param certificate the gateway's own certificate (PEM), for targets that ask for one; null: none
 * @param key its key (PEM); null if there is no certificate
 * @param serverName the name that it must prove and is asked for (SNI); null: the target's host
 * @param insecure whether any certificate will do
 */
public record TargetTls(
        @Nullable NamedFile authorities,
        @Nullable NamedFile certificate,
        @Nullable NamedFile key,
        @Nullable String serverName,
        boolean insecure) {
    /** The JDK's authorities, and the host's name. */
    public static final TargetTls DEFAULT = new TargetTls(null, null, null, null, false);
}
