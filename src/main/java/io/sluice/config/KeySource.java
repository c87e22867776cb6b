package io.sluice.config;

import java.net.URI;

/** Where public keys come from. */
public sealed interface KeySource {
    /**
     * A file with a JWK set (RFC 7517), or with a public key or a certificate in PEM.
     *
     * @param file the file
     */
    record KeyFile(NamedFile file) implements KeySource {}

    /**
     * A JWK set that is fetched, and fetched again from time to time.
     *
     * @param address https, or http to this machine
     */
    record KeyAddress(URI address) implements KeySource {}
}
