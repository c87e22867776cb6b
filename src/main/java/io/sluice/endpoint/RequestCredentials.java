package io.sluice.endpoint;

import io.sluice.access.Credentials;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.Principal;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What a request brings to say who sends it. What is there twice is not there: which one counts would be a guess. */
final class RequestCredentials implements Credentials {
    /** The servlet specification's name for what the listener has verified. */
    private static final String CERTIFICATES = "jakarta.servlet.request.X509Certificate";

    private final HttpServletRequest request;

    RequestCredentials(HttpServletRequest request) {
        this.request = request;
    }

    @Override
    public @Nullable String containerUser() {
        Principal principal = request.getUserPrincipal();
        return principal == null ? null : principal.getName();
    }

    @Override
    public boolean hasContainerRole(String role) {
        return request.isUserInRole(role);
    }

    @Override
    public List<X509Certificate> certificates() {
        return request.getAttribute(CERTIFICATES) instanceof X509Certificate[] chain ? List.of(chain) : List.of();
    }

    @Override
    public @Nullable String authorization(String scheme) {
        String prefix = scheme + " ";
        return only(Collections.list(request.getHeaders("Authorization")).stream()
                .filter(value -> value.regionMatches(true, 0, prefix, 0, prefix.length()))
                .map(value -> value.substring(prefix.length()).strip()));
    }

    @Override
    public @Nullable String cookie(String name) {
        Cookie[] cookies = request.getCookies();
        return cookies == null
                ? null
                : only(Arrays.stream(cookies)
                        .filter(cookie -> cookie.getName().equals(name))
                        .map(Cookie::getValue));
    }

    /** Not by the container, which would read a body to find parameters. */
    @Override
    public @Nullable String query(String name) {
        String query = request.getQueryString();
        String prefix = name + "=";
        return query == null
                ? null
                : only(Arrays.stream(query.split("&", -1))
                        .filter(part -> part.startsWith(prefix))
                        .map(part -> decoded(part.substring(prefix.length())))
                        .filter(Objects::nonNull));
    }

    @Override
    public @Nullable String subprotocol(String prefix) {
        return only(Collections.list(request.getHeaders("Sec-WebSocket-Protocol")).stream()
                .flatMap(value -> Arrays.stream(value.split(",", -1)))
                .map(String::strip)
                .filter(offered -> offered.startsWith(prefix))
                .map(offered -> offered.substring(prefix.length())));
    }

    private static @Nullable String decoded(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    private static @Nullable String only(Stream<String> found) {
        List<String> all = found.toList();
        return all.size() == 1 ? all.get(0) : null;
    }

    /** Nothing of it. */
    @Override
    public String toString() {
        return "credentials";
    }
}
