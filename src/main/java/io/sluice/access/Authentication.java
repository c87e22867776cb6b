package io.sluice.access;

import io.sluice.config.AccessSettings;
import io.sluice.config.AuthenticationSettings;
import io.sluice.config.BasicSettings;
import io.sluice.config.CertificateSettings;
import io.sluice.config.ConfigurationException;
import io.sluice.config.JwtSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Finds out who sends a request. Every way is tried that the request brings something for; the first one that knows the
 * user decides. Immutable but for what it counts and caches; used from any thread.
 */
public final class Authentication {
    /** Cheap ones first. */
    private final List<Authenticator> authenticators = new ArrayList<>();

    private final @Nullable AddressCheck addresses;
    private final Map<String, List<String>> roles;
    private final List<String> challenges = new ArrayList<>();
    private final boolean basic;
    private final boolean asks;
    private final Duration ticketLifetime;

    /**
     * As configured, the container's log-in and tickets included.
     *
     * @param access from where anybody may come at all: nobody else is asked for a password
     * @throws ConfigurationException if a file that the settings name cannot be used
     */
    public Authentication(AuthenticationSettings settings, AccessSettings access, Tickets tickets, Attempts attempts)
            throws ConfigurationException {
        this.addresses = access.addresses().isEmpty() ? null : new AddressCheck(access.addresses());
        this.roles = settings.roles();
        // First: whoever brings one means it, whatever else the browser sends along.
        authenticators.add(new TicketAuthentication(tickets));
        authenticators.add(handshake -> ContainerAuthentication.identity(handshake.credentials()));
        CertificateSettings certificate = settings.certificate();
        if (certificate != null) {
            authenticators.add(new CertificateAuthentication(certificate));
        }
        for (JwtSettings issuer : settings.jwt()) {
            authenticators.add(new JwtAuthentication(issuer));
        }
        BasicSettings passwords = settings.basic();
        this.basic = passwords != null;
        this.asks = basic || !settings.jwt().isEmpty();
        this.ticketLifetime = settings.ticket();
        if (passwords != null) {
            authenticators.add(new BasicAuthentication(passwords, attempts));
            challenges.add("Basic realm=\"" + passwords.realm() + "\", charset=\"UTF-8\"");
        }
        if (!settings.jwt().isEmpty() || challenges.isEmpty()) {
            challenges.add("Bearer");
        }
    }

    /** Who sends a request; refused when that cannot be found out, or nobody is logged in. May block. */
    LogIn authenticate(Handshake handshake) {
        Refused elsewhere = addresses == null ? null : addresses.check(handshake);
        if (elsewhere != null) {
            return elsewhere;
        }
        List<Refused> refused = new ArrayList<>();
        for (Authenticator authenticator : authenticators) {
            LogIn logIn = authenticator.authenticate(handshake);
            if (logIn instanceof Identity identity) {
                return withRoles(identity);
            }
            if (logIn instanceof Refused failed) {
                refused.add(failed);
            }
        }
        // Whoever should only try again must not be told that the password is wrong.
        Optional<Refused> last = refused.stream()
                .max(Comparator.comparingInt(each -> each.reason().status()));
        return last.orElseGet(() -> new Refused(Refusal.NOT_LOGGED_IN));
    }

    private Identity withRoles(Identity identity) {
        return new Identity(
                identity.user(),
                role -> roles.getOrDefault(role, List.of()).contains(identity.user())
                        || identity.hasRole().test(role),
                identity.means(),
                identity.spend());
    }

    /** What a client that is not known is asked for (RFC 9110 section 11.6.1), a WWW-Authenticate header each. */
    public List<String> challenges() {
        return List.copyOf(challenges);
    }

    /** Whether a client that is asked can answer with something that is looked at. */
    public boolean asks() {
        return asks;
    }

    /** Whether a browser that is asked can ask its user for name and password. */
    public boolean asksBrowsers() {
        return basic;
    }

    /** How long a ticket is valid. */
    public Duration ticketLifetime() {
        return ticketLifetime;
    }
}
