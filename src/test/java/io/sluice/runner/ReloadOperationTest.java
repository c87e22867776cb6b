package io.sluice.runner;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.cli.PemFiles;
import io.sluice.config.Configuration;
import io.sluice.config.ConfigurationSource;
import io.sluice.config.HostPort;
import io.sluice.peers.RequiresProgram;
import io.sluice.testing.RawWebSocket;
import io.sluice.testing.RawWebSocket.Response;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Operators have the configuration read again, and are told what became of it. */
final class ReloadOperationTest {
    private static final String LISTENERS = "listen: 127.0.0.1:0\nmanage: {listen: 127.0.0.1:0}\n";

    @TempDir
    private Path folder;

    private static final String NEVER_RELOADED =
            "{\"status\":\"up\",\"live\":true,\"ready\":true,\"draining\":false,\"faults\":0,\"reload\":null}";

    private Path file;
    private Runner runner;

    @BeforeEach
    void start() throws Exception {
        file = folder.resolve("sluice.yaml");
        Files.writeString(file, LISTENERS + "routes: {/old: 1}");
        runner = Runner.start(ConfigurationSource.of(file));
    }

    @AfterEach
    void stop() {
        runner.close();
    }

    private Response ask(String method, String path, String... headers) throws Exception {
        URI operations = Objects.requireNonNull(runner.operations());
        return RawWebSocket.http(operations.getPort(), method, path, headers);
    }

    private Response reload() throws Exception {
        return ask("POST", "/manage/reload", "Content-Length: 0");
    }

    private static void assertContains(Response response, String... parts) {
        for (String part : parts) {
            assertTrue(response.body().contains(part), () -> part + " is missing in " + response);
        }
    }

    @Test
    void good_file_is_served() throws Exception {
        assertEquals(NEVER_RELOADED, ask("GET", "/manage/health").body(), "nothing was read again yet");
        Files.writeString(file, LISTENERS + "routes: {/new: 1}");
        Response response = reload();
        assertEquals(200, response.status());
        assertContains(response, "\"outcome\":\"applied\"", "\"problems\":[]", "\"at-next-start\":[]");
        assertContains(ask("GET", "/manage/routes"), "/new");
        Response health = ask("GET", "/manage/health");
        assertEquals(200, health.status());
        assertEquals(NEVER_RELOADED.replace("null", response.body()), health.body());
    }

    @Test
    void broken_file_is_refused_with_all_its_problems_and_health_tells_operators() throws Exception {
        Files.writeString(file, LISTENERS + "routes: {/new: 1, /broken: nowhere}\ngrace: soon\n");
        Response response = reload();
        assertEquals(422, response.status());
        assertTrue(response.header("Content-Type").startsWith("application/problem+json"), response::toString);
        String[] problems = {file + ":3: routes./broken: ", file + ":4: grace: "};
        assertContains(response, "\"status\":422", "\"detail\":\"");
        assertContains(response, problems);
        assertContains(ask("GET", "/manage/routes"), "/old");
        Response health = ask("GET", "/manage/health");
        assertEquals(200, health.status(), "the old configuration is served well");
        assertContains(health, "\"status\":\"up\"", "\"outcome\":\"refused\"");
        assertContains(health, problems);
        Response others = RawWebSocket.http(runner.address().getPort(), "GET", "/manage/health");
        assertEquals("{\"status\":\"up\"}", others.body());
    }

    @Test
    @RequiresProgram(value = "openssl", debian = "openssl")
    void keys_of_the_start_are_named() throws Exception {
        PemFiles pem = PemFiles.make(folder, PemFiles.Form.EC_PKCS_8);
        Files.writeString(file, """
                listen: 127.0.0.1:1
                manage: off
                tls: {certificate: %s, key: %s}
                limits: {header-size: 16KiB, header-time: 2s, sessions: 7}
                routes: {/new: 1}
                """.formatted(pem.certificate(), pem.key()));
        Response response = reload();
        assertEquals(200, response.status());
        assertContains(
                response,
                "\"outcome\":\"applied\"",
                "\"at-next-start\":[\"listen\",\"manage\",\"tls\",\"limits.header-size\",\"limits.header-time\"]");
        assertContains(ask("GET", "/manage/routes"), "/new");
    }

    @Test
    void certificate_that_cannot_be_used_at_the_next_start_is_refused_now() throws Exception {
        Path wrong = Files.writeString(folder.resolve("wrong.pem"), "This is not a certificate.\n");
        Files.writeString(file, LISTENERS + "routes: {/new: 1}\ntls: {certificate: wrong.pem, key: wrong.pem}\n");
        Response response = reload();
        assertEquals(422, response.status());
        assertContains(response, file + ":4: tls.certificate: " + wrong);
        assertContains(ask("GET", "/manage/routes"), "/old");
    }

    @Test
    void configuration_without_a_file_cannot_be_read_again() throws Exception {
        HostPort anywhere = new HostPort(HostPort.LOOPBACK, 0);
        runner.close();
        runner = Runner.start(ConfigurationSource.of(
                Configuration.DEFAULT.withListen(anywhere).withManage(anywhere)));
        Response response = reload();
        assertEquals(409, response.status());
        assertContains(response, "There is no configuration file that can be read again.");
        assertEquals(NEVER_RELOADED, ask("GET", "/manage/health").body());
    }

    @ParameterizedTest
    @ValueSource(strings = {"Host: evil.example", "Origin: http://127.0.0.1"})
    void web_pages_and_rebound_names_are_refused(String header) throws Exception {
        assertEquals(
                403, ask("POST", "/manage/reload", header, "Content-Length: 0").status());
        assertEquals(NEVER_RELOADED, ask("GET", "/manage/health").body(), "nothing was read again");
        reload();
        assertEquals("{\"status\":\"up\"}", ask("GET", "/manage/health", header).body());
    }

    @Test
    void looking_is_not_reloading() throws Exception {
        assertEquals(405, ask("GET", "/manage/reload").status());
        assertEquals(NEVER_RELOADED, ask("GET", "/manage/health").body(), "nothing was read again");
    }
}
