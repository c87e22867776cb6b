package io.sluice.config;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads a route's {@code target}. */
final class TargetReader {
    private static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(2);
    private static final Duration DEFAULT_CACHE = Duration.ofSeconds(10);

    private static final List<String> SOURCES = List.of("tokens", "jwt", "redis", "http");

    private final NamedFiles files;

    TargetReader(NamedFiles files) {
        this.files = files;
    }

    /** The target, or null when there is none or it is wrong. */
    @Nullable
    TargetSettings target(Section route) {
        if (!route.isSection("target")) {
            return route.optional("target", Form.TARGET);
        }
        Section section = route.section("target");
        if (SOURCES.stream().filter(section::has).count() > 1) {
            route.problem("target", "is chosen in more than one way; expected one of tokens, jwt, redis and http");
            return null;
        }
        TargetSettings target;
        if (section.has("tokens")) {
            target = files.files(section, "tokens");
        } else if (section.has("jwt")) {
            target = signed(section.section("jwt"));
        } else if (section.has("redis")) {
            target = redis(section.section("redis"));
        } else if (section.has("http")) {
            target = lookup(section.section("http"));
        } else {
            route.problem("target", "expected " + TargetSettings.EXPECTED + "; or tokens, jwt, redis or http below it");
            return null;
        }
        section.refuseOthers();
        return target;
    }

    private TargetSettings.@Nullable Signed signed(Section section) {
        JwtTrust trust = new TrustReader(files).trust(section, false);
        section.refuseOthers();
        return trust == null ? null : new TargetSettings.Signed(trust);
    }

    private TargetSettings.@Nullable Redis redis(Section section) {
        URI address = section.optional("url", Form.REDIS_ADDRESS);
        String key = section.value("key", Form.TOKEN_KEY, TargetSettings.TOKEN);
        String user = section.optional("user", Form.TEXT);
        NamedFile password = files.file(section, "password-file");
        Duration timeout = section.value("timeout", Form.POSITIVE_DURATION, DEFAULT_TIMEOUT);
        section.refuseOthers();
        if (!section.has("url")) {
            section.missing("url", Form.REDIS_ADDRESS.expected());
        }
        if (user != null && !section.has("password-file")) {
            section.problem("user", "needs password-file too, whose first line is the password");
        }
        if (address == null) {
            return null;
        }
        HostPort server = HostPort.parse(address.getRawAuthority());
        return new TargetSettings.Redis(server, address.getScheme().equals("rediss"), key, user, password, timeout);
    }

    private static TargetSettings.@Nullable Lookup lookup(Section section) {
        String url = section.optional("url", Form.LOOKUP);
        Duration timeout = section.value("timeout", Form.POSITIVE_DURATION, DEFAULT_TIMEOUT);
        Duration cache = section.value("cache", Form.GRACE, DEFAULT_CACHE);
        section.refuseOthers();
        if (!section.has("url")) {
            section.missing("url", Form.LOOKUP.expected());
        }
        return url == null ? null : new TargetSettings.Lookup(url, timeout, cache);
    }
}
