package io.sluice.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads {@code authentication}. */
final class AuthenticationReader {
    private final NamedFiles files;

    AuthenticationReader(NamedFiles files) {
        this.files = files;
    }

    AuthenticationSettings authentication(Section section) {
        AuthenticationSettings otherwise = AuthenticationSettings.DEFAULT;
        List<JwtSettings> jwt = new ArrayList<>();
        for (Section each : section.sections("jwt")) {
            JwtSettings settings = jwt(each);
            if (settings != null) {
                jwt.add(settings);
            }
        }
        AuthenticationSettings settings = new AuthenticationSettings(
                basic(section),
                List.copyOf(jwt),
                certificate(section),
                roles(section.section("roles")),
                section.section("tickets").value("lifetime", Form.TICKET, otherwise.ticket()));
        section.refuseOthers();
        return settings;
    }

    private @Nullable BasicSettings basic(Section section) {
        if (!section.has("basic")) {
            return null;
        }
        Section basic = section.section("basic");
        NamedFile file = files.file(basic, "file");
        String realm = basic.value("realm", Form.REALM, "Sluice");
        basic.refuseOthers();
        if (!basic.has("file")) {
            section.problem("basic", "needs file, the name of an htpasswd file");
        }
        return file == null ? null : new BasicSettings(file, realm);
    }

    private @Nullable JwtSettings jwt(Section section) {
        JwtTrust trust = new TrustReader(files).trust(section, true);
        String user = section.value("user", Form.NAME, "sub");
        String roles = section.value("roles", Form.NAME, "roles");
        String cookie = section.optional("cookie", Form.NAME);
        String query = section.optional("query", Form.NAME);
        section.refuseOthers();
        return trust == null ? null : new JwtSettings(trust, user, roles, cookie, query);
    }

    private static @Nullable CertificateSettings certificate(Section section) {
        if (!section.has("certificate")) {
            return null;
        }
        Section certificate = section.section("certificate");
        CertificateSettings settings = new CertificateSettings(
                certificate.value("user", Form.CERTIFICATE_NAME, CertificateSettings.Name.COMMON_NAME),
                certificate.value("roles-from-units", Form.FLAG, false));
        certificate.refuseOthers();
        return settings;
    }

    private static Map<String, List<String>> roles(Section section) {
        Map<String, List<String>> roles = new LinkedHashMap<>();
        for (String role : section.ownKeys()) {
            roles.put(role, section.list(role, Form.TEXT));
        }
        return roles;
    }
}
