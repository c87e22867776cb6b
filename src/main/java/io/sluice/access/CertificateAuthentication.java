package io.sluice.access;

import io.sluice.config.CertificateSettings;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import javax.naming.InvalidNameException;
import javax.naming.ldap.LdapName;
import javax.naming.ldap.Rdn;
import org.jspecify.annotations.Nullable;

/** Knows users by their TLS client certificates, which the listener has verified. */
final class CertificateAuthentication implements Authenticator {
    /** Kinds of alternative names (RFC 5280 section 4.2.1.6). */
    private static final int EMAIL = 1;

    private static final int DNS = 2;
    private static final int URI = 6;

    private final CertificateSettings settings;

    CertificateAuthentication(CertificateSettings settings) {
        this.settings = settings;
    }

    @Override
    public @Nullable LogIn authenticate(Handshake handshake) {
        List<X509Certificate> chain = handshake.credentials().certificates();
        if (chain.isEmpty()) {
            return null;
        }
        X509Certificate certificate = chain.get(0);
        String user = user(certificate);
        if (user == null || !Identity.isName(user)) {
            return new Refused(Refusal.WRONG_LOG_IN);
        }
        Set<String> roles = settings.rolesFromUnits() ? Set.copyOf(attributes(certificate, "OU")) : Set.of();
        return new Identity(user, roles::contains, Identity.Means.CERTIFICATE);
    }

    private @Nullable String user(X509Certificate certificate) {
        return switch (settings.user()) {
            case COMMON_NAME -> only(attributes(certificate, "CN"));
            case SUBJECT -> certificate.getSubjectX500Principal().getName();
            case EMAIL -> alternative(certificate, EMAIL);
            case DNS -> alternative(certificate, DNS);
            case URI -> alternative(certificate, URI);
        };
    }

    /** Two common names would be two users. */
    private static @Nullable String only(List<String> names) {
        return names.size() == 1 ? names.get(0) : null;
    }

    private static List<String> attributes(X509Certificate certificate, String type) {
        List<String> values = new ArrayList<>();
        try {
            for (Rdn part : new LdapName(certificate.getSubjectX500Principal().getName()).getRdns()) {
                if (part.getType().equalsIgnoreCase(type) && part.getValue() instanceof String text) {
                    values.add(text);
                }
            }
        } catch (InvalidNameException e) {
            return List.of();
        }
        return values;
    }

    private static @Nullable String alternative(X509Certificate certificate, int kind) {
        try {
            Collection<List<?>> names = certificate.getSubjectAlternativeNames();
            if (names == null) {
                return null;
            }
            return names.stream()
                    .filter(name -> Integer.valueOf(kind).equals(name.get(0)))
                    .map(name -> String.valueOf(name.get(1)))
                    .findFirst()
                    .orElse(null);
        } catch (CertificateParsingException e) {
            return null;
        }
    }
}
