package io.sluice.config;

/**
 * Log-in with name and password (RFC 7617).
 *
 * @param file an htpasswd file whose passwords are hashed with bcrypt
 * @param realm what the browser shows when it asks
 */
public record BasicSettings(NamedFile file, String realm) {}
