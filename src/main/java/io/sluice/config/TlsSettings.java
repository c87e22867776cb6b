package io.sluice.config;

import java.nio.file.Path;

/**
 * The runner's certificate.
 *
 * @param certificate a PEM file with the certificate and those of its issuers
 * @param key a PEM file with its private key
 */
public record TlsSettings(Path certificate, Path key) {}
