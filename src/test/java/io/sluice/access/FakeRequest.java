package io.sluice.access;

import io.sluice.config.AccessSettings;
import io.sluice.config.AddressRange;
import io.sluice.config.AuthenticationSettings;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A request for a session, and what it brings. */
final class FakeRequest implements Credentials {
    private final String address;
    private String origin;
    private String host = "host";
    private boolean secure;
    private String path = "/route";
    private String user;
    private List<String> roles = List.of();
    private List<X509Certificate> certificates = List.of();
    private final Map<String, String> authorization = new HashMap<>();
    private final Map<String, String> cookies = new HashMap<>();
    private final Map<String, String> query = new HashMap<>();
    private final Map<String, String> subprotocols = new HashMap<>();

    private FakeRequest(String address) {
        this.address = address;
    }

    static FakeRequest from(String address) {
        return new FakeRequest(address);
    }

    FakeRequest origin(String page, String named, boolean overTls) {
        origin = page;
        host = named;
        secure = overTls;
        return this;
    }

    FakeRequest path(String asked) {
        path = asked;
        return this;
    }

    FakeRequest user(String name, String... inRoles) {
        user = name;
        roles = List.of(inRoles);
        return this;
    }

    FakeRequest certificate(X509Certificate certificate) {
        certificates = List.of(certificate);
        return this;
    }

    FakeRequest basic(String name, String password) {
        byte[] both = (name + ":" + password).getBytes(StandardCharsets.UTF_8);
        authorization.put("Basic", Base64.getEncoder().encodeToString(both));
        return this;
    }

    FakeRequest bearer(String token) {
        authorization.put("Bearer", token);
        return this;
    }

    FakeRequest rawBasic(String value) {
        authorization.put("Basic", value);
        return this;
    }

    FakeRequest cookie(String name, String value) {
        cookies.put(name, value);
        return this;
    }

    FakeRequest query(String name, String value) {
        query.put(name, value);
        return this;
    }

    FakeRequest subprotocol(String prefix, String value) {
        subprotocols.put(prefix, value);
        return this;
    }

    Handshake handshake() {
        return new Handshake(origin, host, secure, AddressRange.literal(address), path, this);
    }

    /** A visitor whom only the container knows. */
    Visitor visitor() throws Exception {
        Attempts attempts = new Attempts(() -> 0);
        return visitor(new Authentication(
                AuthenticationSettings.DEFAULT, AccessSettings.DEFAULT, new Tickets(() -> 0), attempts));
    }

    Visitor visitor(Authentication authentication) {
        return new Visitor(handshake(), authentication);
    }

    @Override
    public String containerUser() {
        return user;
    }

    @Override
    public boolean hasContainerRole(String role) {
        return roles.contains(role);
    }

    @Override
    public List<X509Certificate> certificates() {
        return certificates;
    }

    @Override
    public String authorization(String scheme) {
        return authorization.get(scheme);
    }

    @Override
    public String cookie(String name) {
        return cookies.get(name);
    }

    @Override
    public String query(String name) {
        return query.get(name);
    }

    @Override
    public String subprotocol(String prefix) {
        return subprotocols.get(prefix);
    }
}
