package io.sluice.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.peers.ChildProcess;
import io.sluice.peers.Programs;
import io.sluice.peers.RequiresProgram;
import io.sluice.peers.SluiceProcess;
import io.sluice.testing.Eventually;
import io.sluice.testing.RawWebSocket;
import io.sluice.testing.TestTarget;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The runner with a certificate: what it serves, what it refuses, and what it says of files that do not fit. */
@RequiresProgram(value = "openssl", debian = "openssl")
final class TlsIT {
    private static final byte[] HELLO = "hello".getBytes(UTF_8);

    @TempDir
    private Path folder;

    private static SluiceProcess serve(PemFiles files, TestTarget target) throws Exception {
        return SluiceProcess.serve(
                "--route",
                "/echo=127.0.0.1:" + target.port(),
                "--certificate",
                files.certificate().toString(),
                "--key",
                files.key().toString());
    }

    @ParameterizedTest
    @EnumSource(PemFiles.Form.class)
    void key_of_any_form_serves_https_and_wss(PemFiles.Form form) throws Exception {
        PemFiles files = PemFiles.make(folder, form);
        try (TestTarget target = new TestTarget();
                SluiceProcess gateway = serve(files, target)) {
            assertEquals("https", gateway.address().getScheme());
            for (String version : List.of("TLSv1.2", "TLSv1.3")) {
                assertRelays(files, gateway, target, version);
            }
            HttpResponse<String> page = HttpClient.newBuilder()
                    .sslContext(files.trusting())
                    .build()
                    .send(HttpRequest.newBuilder(gateway.address()).build(), HttpResponse.BodyHandlers.ofString());
            assertEquals(200, page.statusCode());
            assertEquals(HttpClient.Version.HTTP_2, page.version());
            assertTrue(page.body().contains("Sluice"));
        }
    }

    private static void assertRelays(PemFiles files, SluiceProcess gateway, TestTarget target, String version)
            throws Exception {
        SSLSocket socket = (SSLSocket) files.trusting().getSocketFactory().createSocket("localhost", gateway.port());
        socket.setEnabledProtocols(new String[] {version});
        SSLParameters parameters = socket.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        socket.setSSLParameters(parameters);
        try (RawWebSocket client = RawWebSocket.open(socket, "/echo");
                TestTarget.Connection connection = target.accept()) {
            assertEquals(version, socket.getSession().getProtocol());
            client.send(HELLO);
            assertArrayEquals(HELLO, connection.read(HELLO.length));
            connection.write(HELLO);
            connection.end();
            RawWebSocket.Ended ended = client.readToEnd();
            assertArrayEquals(HELLO, ended.payload());
            assertEquals(1000, ended.code());
        }
    }

    @Test
    void failure_16_tls_handshake_that_trickles_in_holds_a_connection() throws Exception {
        PemFiles files = PemFiles.make(folder, PemFiles.Form.RSA_PKCS_8);
        Path file = folder.resolve("sluice.yaml");
        Files.writeString(
                file,
                "tls: {certificate: " + files.certificate() + ", key: " + files.key() + "}\n"
                        + "limits: {header-time: 300ms}\n");
        try (SluiceProcess gateway = SluiceProcess.serve("--config", file.toString());
                Socket socket = RawWebSocket.socket(gateway.port())) {
            OutputStream out = socket.getOutputStream();
            // A record of 16,383 bytes, in it a ClientHello of 16,379, of which the rest comes byte by byte.
            out.write(new byte[] {0x16, 3, 1, 0x3f, (byte) 0xff, 1, 0, 0x3f, (byte) 0xfb});
            Eventually.holds("the connection is closed", () -> {
                try {
                    out.write(3);
                    return false;
                } catch (IOException e) {
                    return true;
                }
            });
        }
    }

    @Test
    void tls_1_1_is_refused() throws Exception {
        PemFiles files = PemFiles.make(folder, PemFiles.Form.RSA_PKCS_8);
        try (TestTarget target = new TestTarget();
                SluiceProcess gateway = serve(files, target)) {
            ChildProcess.Outcome good = handshake(gateway, "-tls1_2");
            assertEquals(0, good.code(), good::toString);
            ChildProcess.Outcome bad = handshake(gateway, "-tls1_1");
            assertNotEquals(0, bad.code(), bad::toString);
            assertTrue(bad.error().contains("alert protocol version"), bad::toString);
        }
    }

    private static ChildProcess.Outcome handshake(SluiceProcess gateway, String version) throws Exception {
        return ChildProcess.run(List.of(
                Programs.path("openssl"),
                "s_client",
                "-connect",
                "127.0.0.1:" + gateway.port(),
                version,
                "-cipher",
                "ALL:@SECLEVEL=0"));
    }

    @Test
    void file_that_is_no_certificate_is_named() throws Exception {
        PemFiles files = PemFiles.make(folder, PemFiles.Form.EC_PKCS_8);
        Path wrong = Files.writeString(folder.resolve("wrong.pem"), "This is not a certificate.\n");
        assertRefused(new PemFiles(wrong, files.key()), wrong);
        assertRefused(new PemFiles(files.certificate(), wrong), wrong);
    }

    @Test
    void file_that_is_not_there_is_named() throws Exception {
        PemFiles files = PemFiles.make(folder, PemFiles.Form.EC_PKCS_8);
        Path gone = folder.resolve("gone.pem");
        assertRefused(new PemFiles(gone, files.key()), gone, "there is no such file");
        assertRefused(new PemFiles(files.certificate(), gone), gone, "there is no such file");
    }

    @Test
    void certificate_and_key_in_each_others_place_are_named() throws Exception {
        PemFiles files = PemFiles.make(folder, PemFiles.Form.EC_PKCS_8);
        assertRefused(new PemFiles(files.key(), files.certificate()), files.key());
    }

    @Test
    void key_of_another_certificate_is_named() throws Exception {
        PemFiles files = PemFiles.make(folder, PemFiles.Form.EC_PKCS_8);
        PemFiles others = PemFiles.make(folder, PemFiles.Form.EC_SEC_1);
        assertRefused(new PemFiles(files.certificate(), others.key()), others.key());
    }

    @Test
    void key_with_a_passphrase_is_named() throws Exception {
        PemFiles files = PemFiles.make(folder, PemFiles.Form.EC_PKCS_8);
        Path locked = folder.resolve("locked.pem");
        ChildProcess.output(
                Programs.path("openssl"),
                "pkcs8",
                "-topk8",
                "-in",
                files.key().toString(),
                "-passout",
                "pass:secret",
                "-out",
                locked.toString());
        assertRefused(new PemFiles(files.certificate(), locked), locked);
    }

    private static void assertRefused(PemFiles files, Path named) throws Exception {
        assertRefused(files, named, "expected");
    }

    private static void assertRefused(PemFiles files, Path named, String why) throws Exception {
        ChildProcess.Outcome outcome = SluiceProcess.run(
                "serve",
                "--listen",
                "127.0.0.1:0",
                "--manage",
                "off",
                "--route",
                "/echo=1",
                "--certificate",
                files.certificate().toString(),
                "--key",
                files.key().toString());
        assertEquals(2, outcome.code(), outcome::toString);
        assertEquals(1, outcome.error().lines().count(), outcome::toString);
        assertTrue(outcome.error().contains(named.toString()), outcome::toString);
        assertTrue(outcome.error().contains(why), outcome::toString);
        assertFalse(outcome.error().contains("Exception"), outcome::toString);
    }
}
