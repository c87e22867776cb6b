package io.sluice.config;

/**
 * Log-in with a TLS client certificate, which the listener has verified.
 *
 * @param user which of its names is the user's
 * @param rolesFromUnits whether its organizational units (OU) are the user's roles
 */
public record CertificateSettings(Name user, boolean rolesFromUnits) {
    /** A name in a certificate (RFC 5280). */
    public enum Name {
        /** The subject's common name (CN). */
        COMMON_NAME,
        /** The whole subject (RFC 2253). */
        SUBJECT,
        /** The first alternative name that is a mail address. */
        EMAIL,
        /** The first alternative name that is a host's. */
        DNS,
        /** The first alternative name that is a URI. */
        URI
    }
}
