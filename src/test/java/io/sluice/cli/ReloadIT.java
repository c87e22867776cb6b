package io.sluice.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.peers.ChildProcess;
import io.sluice.peers.RequiresProgram;
import io.sluice.peers.SluiceProcess;
import io.sluice.testing.RawWebSocket;
import io.sluice.testing.TestTarget;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A process that runs is given another configuration, and is told to stop. */
final class ReloadIT {
    private static final byte[] HELLO = "hello".getBytes(UTF_8);
    private static final Pattern RELOADED = Pattern.compile("Reloaded: ");

    @TempDir
    private Path folder;

    private TestTarget target;
    private Path file;

    @BeforeEach
    void listen() throws Exception {
        target = new TestTarget();
        file = folder.resolve("sluice.yaml");
    }

    @AfterEach
    void stop() {
        target.close();
    }

    /** Writes a file with a route of this path, and more lines. */
    private void write(String path, String... more) throws Exception {
        String lines = String.join("\n", more);
        Files.writeString(file, "routes: {" + path + ": " + target.port() + "}\n" + lines + "\n");
    }

    private SluiceProcess serve(String... options) throws Exception {
        return SluiceProcess.serve(options.length == 0 ? new String[] {"--config", file.toString()} : options);
    }

    private static int status(SluiceProcess gateway, String path) throws Exception {
        return RawWebSocket.http(gateway.port(), "GET", path).status();
    }

    private static void exchange(RawWebSocket client, TestTarget.Connection connection) throws Exception {
        client.send(HELLO);
        assertArrayEquals(HELLO, connection.read(HELLO.length));
        connection.write(HELLO);
        assertArrayEquals(HELLO, client.readBytes(HELLO.length));
    }

    private static long count(String text, String part) {
        return text.lines().filter(line -> line.contains(part)).count();
    }

    @Test
    @RequiresProgram(value = "openssl", debian = "openssl")
    void edited_file_is_applied_and_what_the_options_say_stays() throws Exception {
        write("/old");
        try (SluiceProcess gateway = serve("--config", file.toString(), "--route", "/option=" + target.port());
                RawWebSocket client = RawWebSocket.open(gateway.port(), "/old");
                TestTarget.Connection connection = target.accept()) {
            exchange(client, connection);
            PemFiles pem = PemFiles.make(folder, PemFiles.Form.EC_PKCS_8);
            write(
                    "/new",
                    "listen: 127.0.0.1:1",
                    "tls: {certificate: " + pem.certificate() + ", key: " + pem.key() + "}");
            gateway.child().awaitError(RELOADED);
            assertEquals(426, status(gateway, "/new"));
            assertEquals(426, status(gateway, "/option"));
            assertEquals(404, status(gateway, "/old"));
            exchange(client, connection);
            gateway.child().awaitError(Pattern.compile("WARNING .*in effect at the next start only: tls\n"));
        }
    }

    @Test
    void broken_file_is_told_of_once_and_the_old_one_stays() throws Exception {
        write("/old");
        try (SluiceProcess gateway = serve()) {
            write("/new", "rutes: {}", "grace: soon");
            gateway.child().awaitError(Pattern.compile("sluice.yaml:3: grace"));
            assertEquals(426, status(gateway, "/old"));
            assertEquals(404, status(gateway, "/new"));
            write("/newer");
            gateway.child().awaitError(RELOADED);
            assertEquals(426, status(gateway, "/newer"));
            gateway.child().terminate();
            ChildProcess.Outcome outcome = gateway.child().awaitEnd();
            assertEquals(0, outcome.code());
            assertEquals(1, count(outcome.error(), "SEVERE Not reloaded: " + file + ":2: rutes: "), outcome::toString);
            assertEquals(1, count(outcome.error(), "SEVERE Not reloaded: " + file + ":3: grace: "), outcome::toString);
            assertFalse(outcome.error().contains("\tat "), outcome::toString);
        }
    }

    @Test
    void hang_up_reads_the_file_again_and_does_not_end_the_process() throws Exception {
        write("/route");
        try (SluiceProcess gateway = serve()) {
            // Unchanged, so that only the signal can be the reason.
            gateway.child().signal("HUP");
            gateway.child().awaitError(RELOADED);
            assertEquals(426, status(gateway, "/route"));
        }
    }

    @Test
    void hang_up_without_a_file_reads_what_the_options_say() throws Exception {
        try (SluiceProcess gateway = serve("--route", "/route=" + target.port())) {
            gateway.child().signal("HUP");
            gateway.child().awaitError(Pattern.compile("INFO Reloaded: 1 routes of the command line\n"));
            assertEquals(426, status(gateway, "/route"));
        }
    }

    @Test
    void operators_reload_and_read_what_is_wrong() throws Exception {
        write("/old");
        int operators = TestTarget.unusedPort();
        try (SluiceProcess gateway = SluiceProcess.start(
                List.of("serve", "--config", file.toString(), "--listen", "127.0.0.1:0", "--manage", "" + operators))) {
            write("/new");
            assertEquals(200, reload(operators).status());
            assertEquals(426, status(gateway, "/new"));
            write("/newer", "grace: soon");
            RawWebSocket.Response refused = reload(operators);
            assertEquals(422, refused.status());
            assertTrue(refused.body().contains("sluice.yaml:2: grace: "), refused::body);
            assertEquals(426, status(gateway, "/new"));
        }
    }

    private static RawWebSocket.Response reload(int port) throws Exception {
        return RawWebSocket.http(port, "POST", "/manage/reload", "Content-Length: 0");
    }

    @Test
    void sigterm_ends_sessions_when_the_grace_is_over_and_the_log_has_their_last_lines() throws Exception {
        write("/route", "grace: 1s");
        try (SluiceProcess gateway = serve();
                RawWebSocket client = RawWebSocket.open(gateway.port(), "/route");
                TestTarget.Connection connection = target.accept()) {
            exchange(client, connection);
            gateway.child().terminate();
            RawWebSocket.Ended ended = client.readToEnd();
            assertEquals(1012, ended.code());
            assertEquals(0, connection.readToEnd().length);
            connection.end();
            ChildProcess.Outcome outcome = gateway.child().awaitEnd();
            assertEquals(0, outcome.code());
            assertTrue(
                    Pattern.compile("Session \\S+ on /route: drained after")
                            .matcher(outcome.error())
                            .find(),
                    outcome::toString);
        }
    }

    @Test
    void sigterm_lets_sessions_go_on_and_waits_no_longer_than_for_the_last() throws Exception {
        write("/route", "grace: 1d");
        try (SluiceProcess gateway = serve();
                RawWebSocket client = RawWebSocket.open(gateway.port(), "/route");
                TestTarget.Connection connection = target.accept()) {
            exchange(client, connection);
            gateway.child().terminate();
            gateway.child().awaitError(Pattern.compile("Draining"));
            exchange(client, connection);
            assertEquals(503, RawWebSocket.handshake(gateway.port(), "/route").status());
            connection.end();
            assertEquals(1000, client.readToEnd().code());
            assertEquals(0, gateway.child().awaitEnd().code());
        }
    }

    @Test
    void settings_of_the_log_are_the_users() throws Exception {
        Path log = folder.resolve("sluice.log");
        Path settings = Files.writeString(folder.resolve("logging.properties"), """
                handlers = java.util.logging.FileHandler
                java.util.logging.FileHandler.pattern = %s
                java.util.logging.FileHandler.formatter = java.util.logging.SimpleFormatter
                """.formatted(log));
        write("/route", "grace: 0s");
        List<String> command = SluiceProcess.command(
                List.of("serve", "--listen", "127.0.0.1:0", "--manage", "off", "--config", file.toString()));
        command.add(1, "-Djava.util.logging.config.file=" + settings);
        try (ChildProcess child = ChildProcess.start(command.toArray(String[]::new))) {
            int port = Integer.parseInt(
                    child.awaitOutput(Pattern.compile("http://\\S+:(\\d+)/")).group(1));
            try (RawWebSocket client = RawWebSocket.open(port, "/route");
                    TestTarget.Connection connection = target.accept()) {
                exchange(client, connection);
                child.terminate();
                assertEquals(1012, client.readToEnd().code());
                connection.end();
                ChildProcess.Outcome outcome = child.awaitEnd();
                assertEquals(0, outcome.code());
                assertEquals("", outcome.error());
                assertTrue(Files.readString(log).contains("drained after"), () -> "log: " + log);
                assertFalse(Files.exists(Path.of(log + ".lck")), "the log file is still locked");
            }
        }
    }
}
