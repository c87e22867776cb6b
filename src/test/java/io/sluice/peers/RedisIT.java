package io.sluice.peers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.config.ConfigurationSource;
import io.sluice.relay.Ticker;
import io.sluice.route.OwnPorts;
import io.sluice.route.RouteTable;
import io.sluice.route.SourceDownException;
import io.sluice.route.Target;
import io.sluice.testing.LogLines;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tokens that a real Redis server knows. */
@RequiresProgram(value = "redis-server", debian = "redis-server")
@RequiresProgram(value = "redis-cli", debian = "redis-tools")
final class RedisIT {
    @TempDir
    private Path folder;

    private final int port = RedisServer.unusedPort();
    private RedisServer server;
    private RouteTable table;

    @BeforeEach
    void start() throws Exception {
        server = RedisServer.start(folder, "port " + port);
    }

    @AfterEach
    void stop() {
        if (table != null) {
            table.close();
        }
        server.close();
    }

    private void serve(String redis) throws Exception {
        Path file = folder.resolve("sluice.yaml");
        Files.writeString(file, """
                routes: {"/t/{token}": {target: {redis: {%s}}}}
                destinations: {allow: "10.0.0.0/8:*"}
                """.formatted(redis));
        table = RouteTable.empty(Ticker.SYSTEM, new OwnPorts())
                .changedTo(ConfigurationSource.of(file).read());
    }

    private void servePlain() throws Exception {
        serve("url: 'redis://127.0.0.1:" + port + "', key: 'sluice:{token}:x', timeout: 1s");
    }

    private Target find(String token) throws Exception {
        RouteTable.Match match = table.match("/t/" + token);
        return match.route().targets().find(match.token());
    }

    private void set(String token, String value) throws Exception {
        RedisServer.tell(port, "SET", "sluice:" + token + ":x", value);
    }

    private String down(String token) {
        String message =
                assertThrows(SourceDownException.class, () -> find(token)).getMessage();
        assertFalse(message.contains(token), message);
        return message;
    }

    @Test
    void target_is_found_under_the_token_s_key() throws Exception {
        servePlain();
        set("plain", "10.0.0.5:22");
        set("json", "{\"host\": \"10.0.0.6:23\"}");
        assertEquals("tcp://10.0.0.5:22", find("plain").toString());
        assertEquals("tcp://10.0.0.6:23", find("json").toString());
        assertNull(find("unknown"));
        RedisServer.tell(port, "DEL", "sluice:plain:x");
        assertNull(find("plain"));
    }

    @Test
    void garbage_is_no_target_and_operators_are_told_once() throws Exception {
        servePlain();
        set("SECRET", "garbage");
        assertEquals("target", toldOf("SECRET"));
    }

    @Test
    void what_is_no_string_is_no_target_and_operators_are_told_once() throws Exception {
        servePlain();
        RedisServer.tell(port, "RPUSH", "sluice:list:x", "10.0.0.5:22");
        assertEquals("string", toldOf("list"));
    }

    /** What operators are told that it is not, however often it is asked for. */
    private String toldOf(String token) throws Exception {
        try (LogLines log = new LogLines("io.sluice.route.RedisTokens")) {
            for (int i = 0; i < 3; i++) {
                assertNull(find(token));
            }
            String before = "WARNING What Redis at 127.0.0.1:" + port + " has for a token is no ";
            String after = "; expected HOST:PORT, [IPV6]:PORT or tls://HOST:PORT";
            assertEquals(1, log.all().size());
            String line = log.all().get(0);
            assertTrue(line.startsWith(before) && line.endsWith(after), line);
            return line.substring(before.length(), line.length() - after.length());
        }
    }

    @Test
    void server_that_went_away_and_came_back_is_asked_again() throws Exception {
        servePlain();
        set("a", "10.0.0.5:22");
        assertEquals("tcp://10.0.0.5:22", find("a").toString());
        server.close();
        assertEquals("Redis at 127.0.0.1:" + port + ": no answer in time", down("SECRET"));
        server = RedisServer.start(folder, "port " + port);
        set("a", "10.0.0.7:22");
        assertEquals("tcp://10.0.0.7:22", find("a").toString());
    }

    @Test
    void restart_between_two_tokens_goes_unnoticed() throws Exception {
        servePlain();
        assertNull(find("a"));
        server.close();
        server = RedisServer.start(folder, "port " + port);
        assertNull(find("a"));
    }

    @Test
    void server_that_hangs_is_given_up_until_it_answers() throws Exception {
        servePlain();
        set("a", "10.0.0.5:22");
        assertEquals("tcp://10.0.0.5:22", find("a").toString());
        server.signal("STOP");
        down("SECRET");
        server.signal("CONT");
        assertEquals("tcp://10.0.0.5:22", find("a").toString());
    }

    private void serveWith(String user, String password) throws Exception {
        Files.writeString(folder.resolve("password"), password + "\nanother line\n");
        serve("url: 'redis://127.0.0.1:" + port + "', password-file: password" + user);
    }

    @Test
    void log_in_is_by_password_or_by_user_and_password() throws Exception {
        server.close();
        server = RedisServer.start(
                folder,
                "port " + port,
                "requirepass \"top secret\"",
                "user alice on >wonder ~* resetchannels -@all +get +ping",
                "user bob on >builder ~* resetchannels -@all +ping");
        serveWith("", "top secret");
        assertNull(find("a"));
        table.close();
        serveWith(", user: alice", "wonder");
        assertNull(find("a"));
        table.close();
        serveWith(", user: alice", "wrong");
        String refused = "Redis at 127.0.0.1:" + port + ": the log-in is refused, or does not allow GET";
        assertEquals(refused, down("SECRET"));
        table.close();
        serveWith(", user: bob", "builder");
        assertEquals(refused, down("SECRET"));
        table.close();
        serve("url: 'redis://127.0.0.1:" + port + "'");
        assertEquals(refused, down("SECRET"));
    }

    @Test
    void certificate_is_checked_over_tls() throws Exception {
        Path certificate = folder.resolve("certificate.pem");
        Path key = folder.resolve("key.pem");
        ChildProcess.output(
                Programs.path("openssl"),
                "req",
                "-x509",
                "-newkey",
                "ec",
                "-pkeyopt",
                "ec_paramgen_curve:P-256",
                "-nodes",
                "-days",
                "2",
                "-subj",
                "/CN=redis",
                "-addext",
                "subjectAltName=IP:127.0.0.1",
                "-keyout",
                key.toString(),
                "-out",
                certificate.toString());
        int secure = RedisServer.unusedPort();
        server.close();
        server = RedisServer.start(
                folder,
                "port " + port,
                "tls-port " + secure,
                "tls-cert-file " + certificate,
                "tls-key-file " + key,
                "tls-auth-clients no");
        serve("url: 'rediss://127.0.0.1:" + secure + "', timeout: 30s");
        down("SECRET");
        table.close();
        trust(certificate);
        try {
            serve("url: 'rediss://127.0.0.1:" + secure + "', timeout: 30s");
            assertNull(find("a"));
            table.close();
            serve("url: 'rediss://localhost:" + secure + "', timeout: 30s");
            down("SECRET");
        } finally {
            System.clearProperty("javax.net.ssl.trustStore");
            System.clearProperty("javax.net.ssl.trustStorePassword");
        }
    }

    /** Makes it the one authority of this virtual machine. */
    private void trust(Path certificate) throws Exception {
        Path store = folder.resolve("authorities.p12");
        ChildProcess.output(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-importcert",
                "-noprompt",
                "-file",
                certificate.toString(),
                "-keystore",
                store.toString(),
                "-storetype",
                "PKCS12",
                "-storepass",
                "changeit");
        System.setProperty("javax.net.ssl.trustStore", store.toString());
        System.setProperty("javax.net.ssl.trustStorePassword", "changeit");
    }

    @Test
    void no_thread_stands_behind_it() throws Exception {
        Set<Thread> before = Thread.getAllStackTraces().keySet();
        servePlain();
        assertNull(find("a"));
        Set<Thread> more = Thread.getAllStackTraces().keySet();
        more.removeAll(before);
        assertEquals(Set.of(), more);
        table.close();
        assertThrows(SourceDownException.class, () -> find("a"));
    }
}
