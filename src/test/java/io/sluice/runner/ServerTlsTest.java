package io.sluice.runner;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.cli.PemFiles;
import io.sluice.config.ConfigurationException;
import io.sluice.config.ConfigurationFiles;
import io.sluice.config.NamedFile;
import io.sluice.config.TlsSettings;
import io.sluice.peers.ChildProcess;
import io.sluice.peers.Programs;
import io.sluice.peers.RequiresProgram;
import java.io.ByteArrayOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import nl.altindag.ssl.SSLFactory;
import nl.altindag.ssl.pem.util.PemUtils;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is agreed on with clients that come by TLS, and how that is replaced. */
@RequiresProgram(value = "openssl", debian = "openssl")
final class ServerTlsTest {
    private static final Duration YEAR = Duration.ofDays(365);

    @TempDir
    private Path folder;

    private PemFiles own;
    private @Nullable RequestMirror mirror;

    @BeforeEach
    void make() throws Exception {
        own = PemFiles.make(folder, PemFiles.Form.EC_PKCS_8);
    }

    @AfterEach
    void stop() {
        if (mirror != null) {
            mirror.close();
        }
    }

    private static NamedFile file(Path path) throws ConfigurationException {
        return NamedFile.ofOption("--test", path, new ConfigurationFiles());
    }

    private static TlsSettings settings(PemFiles files, @Nullable Path authorities, boolean required, Duration hsts)
            throws ConfigurationException {
        return new TlsSettings(
                file(files.certificate()),
                file(files.key()),
                authorities == null ? null : file(authorities),
                required,
                hsts);
    }

    private ServerTls start(TlsSettings settings) throws Exception {
        ServerTls tls = new ServerTls(settings);
        mirror = RequestMirror.start(tls, "127.0.0.2");
        return tls;
    }

    private ServerTls start() throws Exception {
        return start(settings(own, null, false, YEAR));
    }

    private ChildProcess.Outcome handshake(String... options) throws Exception {
        List<String> command = new ArrayList<>(
                List.of(Programs.path("openssl"), "s_client", "-connect", "127.0.0.1:" + mirror.port()));
        command.addAll(List.of(options));
        return ChildProcess.run(command);
    }

    @ParameterizedTest
    @CsvSource({
        "EC_PKCS_8, ECDHE-ECDSA-AES256-GCM-SHA384",
        "EC_PKCS_8, ECDHE-ECDSA-AES128-GCM-SHA256",
        "EC_PKCS_8, ECDHE-ECDSA-CHACHA20-POLY1305",
        "RSA_PKCS_8, ECDHE-RSA-AES256-GCM-SHA384",
        "RSA_PKCS_8, ECDHE-RSA-AES128-GCM-SHA256",
        "RSA_PKCS_8, ECDHE-RSA-CHACHA20-POLY1305"
    })
    void good_cipher_of_tls_1_2_is_taken(PemFiles.Form form, String cipher) throws Exception {
        start(settings(PemFiles.make(folder, form), null, false, YEAR));
        ChildProcess.Outcome outcome = handshake("-tls1_2", "-cipher", cipher);
        assertEquals(0, outcome.code(), outcome::toString);
        assertTrue(outcome.output().contains("Cipher is " + cipher), outcome::toString);
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLS_AES_256_GCM_SHA384", "TLS_AES_128_GCM_SHA256", "TLS_CHACHA20_POLY1305_SHA256"})
    void cipher_of_tls_1_3_is_taken(String cipher) throws Exception {
        start();
        ChildProcess.Outcome outcome = handshake("-tls1_3", "-ciphersuites", cipher);
        assertEquals(0, outcome.code(), outcome::toString);
        assertTrue(outcome.output().contains("Cipher is " + cipher), outcome::toString);
    }

    /** Without forward secrecy, or encrypted before it is authenticated. */
    @ParameterizedTest
    @CsvSource({
        "EC_PKCS_8, ECDHE-ECDSA-AES256-SHA384",
        "EC_PKCS_8, ECDHE-ECDSA-AES128-SHA",
        "RSA_PKCS_8, ECDHE-RSA-AES256-SHA384",
        "RSA_PKCS_8, ECDHE-RSA-AES128-SHA256",
        "RSA_PKCS_8, AES128-GCM-SHA256",
        "RSA_PKCS_8, AES256-SHA",
        "RSA_PKCS_8, DHE-RSA-AES128-GCM-SHA256"
    })
    void other_cipher_of_tls_1_2_is_refused(PemFiles.Form form, String cipher) throws Exception {
        start(settings(PemFiles.make(folder, form), null, false, YEAR));
        ChildProcess.Outcome outcome = handshake("-tls1_2", "-cipher", cipher + ":@SECLEVEL=0");
        assertTrue(outcome.error().contains("alert handshake failure"), outcome::toString);
    }

    @ParameterizedTest
    @ValueSource(strings = {"-tls1", "-tls1_1"})
    void older_version_is_refused(String version) throws Exception {
        start();
        ChildProcess.Outcome outcome = handshake(version, "-cipher", "ALL:@SECLEVEL=0");
        assertTrue(outcome.error().contains("alert protocol version"), outcome::toString);
    }

    @Test
    void order_of_the_ciphers_is_the_servers() throws Exception {
        start();
        String few = "ECDHE-ECDSA-CHACHA20-POLY1305:ECDHE-ECDSA-AES128-GCM-SHA256:ECDHE-ECDSA-AES256-GCM-SHA384";
        ChildProcess.Outcome outcome = handshake("-tls1_2", "-cipher", few);
        assertTrue(outcome.output().contains("Cipher is ECDHE-ECDSA-AES256-GCM-SHA384"), outcome::toString);
    }

    private HttpResponse<String> ask(String path, HttpClient.Version version, @Nullable PemFiles identity)
            throws Exception {
        SSLFactory.Builder tls = SSLFactory.builder().withTrustMaterial(PemUtils.loadTrustMaterial(own.certificate()));
        if (identity != null) {
            tls.withIdentityMaterial(PemUtils.loadIdentityMaterial(identity.certificate(), identity.key()));
        }
        HttpClient client = HttpClient.newBuilder()
                .version(version)
                .sslContext(tls.build().getSslContext())
                .build();
        HttpResponse<String> response = client.send(
                HttpRequest.newBuilder(URI.create("https://127.0.0.1:" + mirror.port() + path))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        assertEquals(version, response.version());
        return response;
    }

    private static @Nullable String strictTransport(HttpResponse<String> response) {
        return response.headers().firstValue("Strict-Transport-Security").orElse(null);
    }

    @ParameterizedTest
    @EnumSource(HttpClient.Version.class)
    void browsers_are_told_to_come_by_https_only(HttpClient.Version version) throws Exception {
        ServerTls tls = start();
        assertEquals("max-age=31536000", strictTransport(ask("/", version, null)));
        HttpResponse<String> error = ask("/error", version, null);
        assertEquals(404, error.statusCode());
        assertEquals("max-age=31536000", strictTransport(error));
        tls.prepare(settings(own, null, false, Duration.ofSeconds(7))).run();
        assertEquals("max-age=7", strictTransport(ask("/", version, null)));
        tls.prepare(settings(own, null, false, Duration.ZERO)).run();
        assertNull(strictTransport(ask("/", version, null)));
    }

    @Test
    void plain_listener_does_not_tell_browsers_so() throws Exception {
        mirror = RequestMirror.start(null);
        try (Socket socket = mirror.connect("127.0.0.1")) {
            socket.getOutputStream()
                    .write("GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n".getBytes(ISO_8859_1));
            String answer = new String(socket.getInputStream().readAllBytes(), ISO_8859_1);
            assertTrue(answer.startsWith("HTTP/1.1 200"), answer);
            assertFalse(answer.contains("Strict-Transport-Security"), answer);
        }
    }

    @ParameterizedTest
    @EnumSource(HttpClient.Version.class)
    void application_is_told_a_clients_certificate(HttpClient.Version version) throws Exception {
        PemFiles authority = PemFiles.make(folder, PemFiles.Form.RSA_PKCS_8);
        start(settings(own, authority.certificate(), false, YEAR));
        PemFiles alice = authority.issue(folder, "alice");
        String told = ask("/", version, alice).body();
        assertTrue(told.contains(" https true "), told);
        assertTrue(told.endsWith("[CN=alice]"), told);
        assertTrue(ask("/", version, null).body().endsWith("[]"), "nobody has to have one");
        assertThrows(IOException.class, () -> ask("/", version, own.issue(folder, "mallory")), "another authority's");
    }

    @ParameterizedTest
    @EnumSource(HttpClient.Version.class)
    void client_without_a_certificate_is_turned_away_where_one_is_required(HttpClient.Version version)
            throws Exception {
        PemFiles authority = PemFiles.make(folder, PemFiles.Form.RSA_PKCS_8);
        start(settings(own, authority.certificate(), true, YEAR));
        assertTrue(ask("/", version, authority.issue(folder, "alice")).body().endsWith("[CN=alice]"));
        assertThrows(IOException.class, () -> ask("/", version, null));
        assertThrows(IOException.class, () -> ask("/", version, own.issue(folder, "mallory")));
        String required = handshake("-tls1_2").error();
        assertTrue(required.contains("alert"), required);
    }

    @Test
    void clients_are_asked_as_is_configured_now() throws Exception {
        HttpClient.Version version = HttpClient.Version.HTTP_2;
        PemFiles authority = PemFiles.make(folder, PemFiles.Form.RSA_PKCS_8);
        PemFiles other = PemFiles.make(folder, PemFiles.Form.EC_SEC_1);
        PemFiles alice = authority.issue(folder, "alice");
        PemFiles bob = other.issue(folder, "bob");
        ServerTls tls = start();
        assertTrue(ask("/", version, alice).body().endsWith("[]"), "nobody is asked");
        tls.prepare(settings(own, authority.certificate(), false, YEAR)).run();
        assertTrue(ask("/", version, alice).body().endsWith("[CN=alice]"));
        assertTrue(ask("/", version, null).body().endsWith("[]"));
        tls.prepare(settings(own, other.certificate(), true, YEAR)).run();
        assertTrue(ask("/", version, bob).body().endsWith("[CN=bob]"));
        assertThrows(IOException.class, () -> ask("/", version, alice));
        assertThrows(IOException.class, () -> ask("/", version, null));
        tls.prepare(settings(own, null, false, YEAR)).run();
        assertTrue(ask("/", version, null).body().endsWith("[]"));
    }

    @Test
    void what_was_agreed_on_before_is_not_resumed() throws Exception {
        PemFiles authority = PemFiles.make(folder, PemFiles.Form.RSA_PKCS_8);
        PemFiles alice = authority.issue(folder, "alice");
        ServerTls tls = start(settings(own, authority.certificate(), true, YEAR));
        for (String version : List.of("-tls1_2", "-tls1_3")) {
            Path agreed = folder.resolve("session" + version);
            String[] options = {
                version,
                "-cert",
                alice.certificate().toString(),
                "-key",
                alice.key().toString(),
                "-ign_eof"
            };
            resume(agreed, "-sess_out", options);
            String again = resume(agreed, "-sess_in", options);
            assertTrue(again.contains("Reused, TLS"), again);
            tls.prepare(settings(
                            own, authority.certificate(), true, YEAR.plusDays(version.charAt(version.length() - 1))))
                    .run();
            assertTrue(resume(agreed, "-sess_in", options).contains("New, TLS"));
        }
    }

    /** Sends a whole request, so that there is time for tickets. */
    private String resume(Path agreed, String use, String... options) throws Exception {
        String request = "GET / HTTP/1.1\\r\\nHost: a\\r\\nConnection: close\\r\\n\\r\\n";
        ChildProcess.Outcome outcome = ChildProcess.run(List.of(
                "sh",
                "-c",
                "printf '" + request + "' | " + Programs.path("openssl") + " s_client -connect 127.0.0.1:"
                        + mirror.port() + " " + use + " " + agreed + " " + String.join(" ", options)));
        assertTrue(outcome.output().contains("HTTP/1.1 200"), outcome::toString);
        return outcome.output();
    }

    @Test
    void broken_certificates_change_nothing() throws Exception {
        ServerTls tls = start();
        Path wrong = Files.writeString(folder.resolve("wrong.pem"), "This is not a certificate.\n");
        assertThrows(
                ConfigurationException.class,
                () -> tls.prepare(settings(new PemFiles(wrong, own.key()), null, false, YEAR)));
        assertThrows(ConfigurationException.class, () -> tls.prepare(settings(own, wrong, true, YEAR)));
        PemFiles others = PemFiles.make(folder, PemFiles.Form.EC_SEC_1);
        assertThrows(
                ConfigurationException.class,
                () -> tls.prepare(settings(new PemFiles(own.certificate(), others.key()), null, false, YEAR)));
        assertEquals(200, ask("/", HttpClient.Version.HTTP_2, null).statusCode());
    }

    @Test
    void prepared_certificate_is_not_yet_in_use() throws Exception {
        ServerTls tls = start();
        PemFiles others = PemFiles.make(folder, PemFiles.Form.EC_SEC_1);
        Runnable replace = tls.prepare(settings(others, null, false, YEAR));
        assertEquals(200, ask("/", HttpClient.Version.HTTP_2, null).statusCode());
        replace.run();
        assertThrows(IOException.class, () -> ask("/", HttpClient.Version.HTTP_2, null));
    }

    @Test
    void renegotiation_is_refused() throws Exception {
        start();
        try (SSLSocket socket =
                (SSLSocket) own.trusting().getSocketFactory().createSocket("127.0.0.1", mirror.port())) {
            socket.setEnabledProtocols(new String[] {"TLSv1.2"});
            socket.startHandshake();
            // Returns at once: the answer is read with what comes next.
            socket.startHandshake();
            assertFalse(answered(socket));
        }
    }

    private static boolean answered(Socket socket) {
        try {
            socket.getOutputStream()
                    .write("GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n".getBytes(ISO_8859_1));
            return socket.getInputStream().read() >= 0;
        } catch (IOException e) {
            return false;
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "50524f58592054435034203230332e302e3131332e372031302e302e302e312034373131203434330d0a",
                "0d0a0d0a000d0a515549540a2111000ccb0071070a000001126701bb"
            })
    void proxys_header_comes_before_the_handshake(String header) throws Exception {
        start();
        SSLContext trusting = own.trusting();
        try (Socket plain = mirror.connect("127.0.0.2")) {
            plain.getOutputStream().write(HexFormat.of().parseHex(header));
            SSLSocket socket =
                    (SSLSocket) trusting.getSocketFactory().createSocket(plain, "127.0.0.1", mirror.port(), true);
            socket.getOutputStream()
                    .write("GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n".getBytes(ISO_8859_1));
            String answer = new String(socket.getInputStream().readAllBytes(), ISO_8859_1);
            assertTrue(answer.endsWith("203.0.113.7 4711 https true a:443 []"), answer);
        }
        try (Socket stranger = mirror.connect("127.0.0.3")) {
            stranger.getOutputStream().write(HexFormat.of().parseHex(header));
            SSLSocket socket =
                    (SSLSocket) trusting.getSocketFactory().createSocket(stranger, "127.0.0.1", mirror.port(), true);
            assertThrows(IOException.class, socket::startHandshake);
        }
    }

    /** The proxy's header and the beginning of the handshake arrive as one. */
    @Test
    void proxys_header_and_handshake_may_come_together() throws Exception {
        start();
        byte[] header = "PROXY TCP4 203.0.113.7 10.0.0.1 4711 443\r\n".getBytes(ISO_8859_1);
        try (Socket plain = new Socket() {
            private boolean begun;

            @Override
            public OutputStream getOutputStream() throws IOException {
                return new FilterOutputStream(super.getOutputStream()) {
                    @Override
                    public void write(byte[] bytes, int offset, int length) throws IOException {
                        ByteArrayOutputStream both = new ByteArrayOutputStream();
                        both.writeBytes(begun ? new byte[0] : header);
                        both.write(bytes, offset, length);
                        begun = true;
                        out.write(both.toByteArray());
                    }
                };
            }
        }) {
            plain.bind(new InetSocketAddress("127.0.0.2", 0));
            plain.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), mirror.port()));
            Socket socket = own.trusting().getSocketFactory().createSocket(plain, "127.0.0.1", mirror.port(), true);
            socket.getOutputStream()
                    .write("GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n".getBytes(ISO_8859_1));
            String answer = new String(socket.getInputStream().readAllBytes(), ISO_8859_1);
            assertTrue(answer.endsWith("203.0.113.7 4711 https true a:443 []"), answer);
        }
    }
}
