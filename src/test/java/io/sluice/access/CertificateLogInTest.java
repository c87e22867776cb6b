package io.sluice.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.sluice.config.AccessSettings;
import io.sluice.config.ConfigurationReader;
import io.sluice.peers.ChildProcess;
import io.sluice.peers.Programs;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Users who are known by their certificates, made by OpenSSL. */
final class CertificateLogInTest {
    private static final String ALICE = "/O=Example/OU=ops/OU=dev/CN=alice";

    @TempDir
    private Path folder;

    private X509Certificate certificate(String subject) throws Exception {
        Path file = folder.resolve("certificate.pem");
        ChildProcess.output(
                Programs.path("openssl"),
                "req",
                "-x509",
                "-days",
                "2",
                "-newkey",
                "ec",
                "-pkeyopt",
                "ec_paramgen_curve:P-256",
                "-nodes",
                "-subj",
                subject,
                "-addext",
                "subjectAltName=email:alice@example.com,DNS:alice.example.com,URI:spiffe://example.com/alice",
                "-keyout",
                folder.resolve("key.pem").toString(),
                "-out",
                file.toString());
        try (InputStream in = Files.newInputStream(file)) {
            return (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(in);
        }
    }

    private LogIn with(String settings, X509Certificate certificate) throws Exception {
        Path file = Files.writeString(folder.resolve("sluice.yaml"), "authentication: {" + settings + "}");
        Authentication authentication = new Authentication(
                ConfigurationReader.read(file).authentication(),
                AccessSettings.DEFAULT,
                new Tickets(() -> 0),
                new Attempts(() -> 0));
        return authentication.authenticate(
                FakeRequest.from("192.0.2.1").certificate(certificate).handshake());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "common-name | alice",
                "subject | CN=alice,OU=dev,OU=ops,O=Example",
                "email | alice@example.com",
                "dns | alice.example.com",
                "uri | spiffe://example.com/alice",
            })
    void configured_name_is_the_users(String name, String user) throws Exception {
        LogIn logIn = with("certificate: {user: " + name + "}, roles: {admin: ['" + user + "']}", certificate(ALICE));
        Identity identity = assertInstanceOf(Identity.class, logIn);
        assertEquals(user, identity.user());
        assertEquals(Identity.Means.CERTIFICATE, identity.means());
        assertEquals(true, identity.hasRole().test("admin"));
        assertEquals(false, identity.hasRole().test("ops"), "nobody said that units are roles");
    }

    @Test
    void units_are_roles_where_that_is_said() throws Exception {
        Identity identity =
                assertInstanceOf(Identity.class, with("certificate: {roles-from-units: true}", certificate(ALICE)));
        assertEquals(true, identity.hasRole().test("ops"));
        assertEquals(true, identity.hasRole().test("dev"));
        assertEquals(false, identity.hasRole().test("alice"));
    }

    @ParameterizedTest
    @CsvSource({"/O=Example", "/CN=alice/CN=bob"})
    void certificate_must_have_one_common_name(String subject) throws Exception {
        LogIn logIn = with("certificate: {user: common-name}", certificate(subject));
        assertEquals(
                Refusal.WRONG_LOG_IN, assertInstanceOf(Refused.class, logIn).reason());
    }

    @Test
    void name_with_a_comma_is_one_name() throws Exception {
        LogIn logIn = with("certificate: {user: common-name}", certificate("/CN=bob, CN=alice"));
        assertEquals("bob, CN=alice", assertInstanceOf(Identity.class, logIn).user());
    }

    @Test
    void certificates_say_nothing_unless_they_shall() throws Exception {
        LogIn logIn = with("tickets: {lifetime: 5s}", certificate(ALICE));
        assertEquals(
                Refusal.NOT_LOGGED_IN, assertInstanceOf(Refused.class, logIn).reason());
    }
}
