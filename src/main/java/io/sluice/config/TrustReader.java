package io.sluice.config;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads which signed tokens are believed. */
final class TrustReader {
    private static final Duration DEFAULT_SKEW = Duration.ofSeconds(30);

    private final NamedFiles files;

    TrustReader(NamedFiles files) {
        this.files = files;
    }

    /** Reads {@code keys}, {@code issuer}, {@code audience}, {@code algorithms} and {@code skew} of a section. */
    @Nullable
    JwtTrust trust(Section section, boolean named) {
        String issuer = section.optional("issuer", Form.TEXT);
        String audience = section.optional("audience", Form.TEXT);
        KeySource keys = keys(section);
        List<String> algorithms = section.list("algorithms", Form.ALGORITHM);
        Duration skew = section.value("skew", Form.SKEW, DEFAULT_SKEW);
        if (!section.has("keys")) {
            section.missing("keys", "a file with a JWK set or a public key, or the https:// address of a JWK set");
        }
        if (named && !section.has("issuer")) {
            section.missing("issuer", "what the claim \"iss\" must be");
        }
        if (named && !section.has("audience")) {
            section.missing("audience", "what the claim \"aud\" must be or hold");
        }
        if (keys == null) {
            return null;
        }
        return new JwtTrust(issuer, audience, keys, algorithms.isEmpty() ? List.of("RS256") : algorithms, skew);
    }

    private @Nullable KeySource keys(Section section) {
        String written = section.optional("keys", Form.TEXT);
        if (written == null) {
            return null;
        }
        if (written.contains("://")) {
            URI address = section.optional("keys", Form.KEY_ADDRESS);
            return address == null ? null : new KeySource.KeyAddress(address);
        }
        NamedFile file = files.file(section, "keys");
        return file == null ? null : new KeySource.KeyFile(file);
    }
}
