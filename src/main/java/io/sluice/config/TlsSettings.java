package io.sluice.config;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The runner's certificate, and what it asks of its clients'.
 *
 * @param certificate a PEM file with the certificate and those of its issuers
 * @param key a PEM file with its private key
 * @param clientAuthorities a PEM file with the authorities that vouch for clients; null: clients are not asked
 * @param clientRequired whether a client without certificate is turned away
 * @param hsts how long browsers shall come by https only (RFC 6797); zero: they are not told
 */
public record TlsSettings(
        NamedFile certificate,
        NamedFile key,
        @Nullable NamedFile clientAuthorities,
        boolean clientRequired,
        Duration hsts) {
    /** How long browsers shall come by https only, unless said otherwise. */
    public static final Duration DEFAULT_HSTS = Duration.ofDays(365);
}
