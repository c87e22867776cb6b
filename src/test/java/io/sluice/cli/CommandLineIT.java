package io.sluice.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import io.sluice.json.JsonText;
import io.sluice.peers.ChildProcess;
import io.sluice.peers.SluiceProcess;
import io.sluice.testing.RawWebSocket;
import io.sluice.testing.TestTarget;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code java -jar sluice.jar} as somebody at a terminal, or a script, meets it. */
final class CommandLineIT {
    private static final byte[] HELLO = "hello".getBytes(UTF_8);

    @TempDir
    private Path folder;

    private Path configuration(String... lines) throws Exception {
        Path file = folder.resolve("sluice.yaml");
        Files.writeString(file, String.join("\n", lines) + "\n");
        return file;
    }

    /** It failed with this code and so many lines on standard error, none of them a stack trace's. */
    private static List<String> failure(int code, int lines, ChildProcess.Outcome outcome) {
        List<String> error = outcome.error().lines().toList();
        assertEquals(code, outcome.code(), outcome::toString);
        assertEquals(lines, error.size(), outcome::toString);
        assertEquals("", outcome.output());
        assertFalse(outcome.error().contains("\tat "), outcome::toString);
        assertFalse(outcome.error().contains("Exception"), outcome::toString);
        return error;
    }

    private static void assertContains(String text, String... parts) {
        for (String part : parts) {
            assertTrue(text.contains(part), () -> "\"" + part + "\" is missing in: " + text);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"serve", "check", "demo"})
    void help_of_a_command_goes_to_standard_output(String command) throws Exception {
        ChildProcess.Outcome outcome = SluiceProcess.run(command, "--help");
        assertEquals(0, outcome.code());
        assertEquals("", outcome.error());
        assertContains(outcome.output(), "Usage: sluice " + command);
    }

    @Test
    void help_names_the_commands_and_the_exit_codes() throws Exception {
        ChildProcess.Outcome outcome = SluiceProcess.run("--help");
        assertEquals(0, outcome.code());
        assertEquals("", outcome.error());
        assertContains(outcome.output(), "Usage: sluice", "serve", "check", "demo", "Exit codes:", "SLUICE_CONFIG");
    }

    @Test
    void version_is_the_packages() throws Exception {
        ChildProcess.Outcome outcome = SluiceProcess.run("--version");
        assertEquals(0, outcome.code());
        assertTrue(outcome.output().matches("sluice \\d+\\.\\d+\\.\\d+\\S*\\n"), outcome::toString);
    }

    @Test
    void no_command_is_wrong_and_says_which_there_are() throws Exception {
        ChildProcess.Outcome outcome = SluiceProcess.run();
        assertEquals(2, outcome.code());
        assertContains(outcome.error(), "sluice: ", "--help");
        assertFalse(outcome.error().contains("\tat "), outcome::toString);
    }

    @Test
    void log_is_json_where_that_is_asked_for() throws Exception {
        try (TestTarget target = new TestTarget();
                SluiceProcess gateway =
                        SluiceProcess.serve("--log", "json", "--route", "/echo=127.0.0.1:" + target.port())) {
            assertRelays(gateway, target);
            gateway.child().terminate();
            List<String> lines = gateway.child().awaitEnd().error().lines().toList();
            assertFalse(lines.isEmpty());
            for (String line : lines) {
                Map<String, Object> event = JsonText.object(line);
                assertTrue(event != null && event.containsKey("time") && event.containsKey("message"), line);
            }
            assertTrue(lines.stream().anyMatch(line -> line.contains("connected in")), lines::toString);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"serve", "demo"})
    void log_form_that_there_is_not_is_wrong(String command) throws Exception {
        List<String> error = failure(2, 2, SluiceProcess.run(command, "--log", "xml"));
        assertContains(error.get(0), "--log", "\"xml\" does not fit; expected text or json");
    }

    @Test
    void route_given_as_an_option_is_relayed() throws Exception {
        try (TestTarget target = new TestTarget();
                SluiceProcess gateway = SluiceProcess.serve("--route", "/echo=127.0.0.1:" + target.port())) {
            assertRelays(gateway, target);
        }
    }

    @Test
    void route_of_the_file_is_relayed() throws Exception {
        try (TestTarget target = new TestTarget();
                SluiceProcess gateway = SluiceProcess.start(List.of(
                        "serve",
                        "--config",
                        configuration(
                                        "listen: 127.0.0.1:0",
                                        "manage: off",
                                        "routes:",
                                        "  /echo: tcp://127.0.0.1:" + target.port())
                                .toString()))) {
            assertRelays(gateway, target);
        }
    }

    private static void assertRelays(SluiceProcess gateway, TestTarget target) throws Exception {
        try (RawWebSocket client = RawWebSocket.open(gateway.port(), "/echo");
                TestTarget.Connection connection = target.accept()) {
            client.send(HELLO);
            assertArrayEquals(HELLO, connection.read(HELLO.length));
            connection.write(HELLO);
            assertArrayEquals(HELLO, client.readBytes(HELLO.length));
        }
    }

    @Test
    void ready_line_names_the_address_that_answers() throws Exception {
        try (SluiceProcess gateway = SluiceProcess.serve("--route", "/none=1")) {
            assertEquals(200, RawWebSocket.http(gateway.port(), "GET", "/").status());
            gateway.child().terminate();
            assertEquals(
                    "Sluice listens on " + gateway.address() + "\n",
                    gateway.child().awaitEnd().output());
        }
    }

    @Test
    void sigterm_ends_the_process_with_0() throws Exception {
        try (SluiceProcess gateway = SluiceProcess.serve("--route", "/none=1")) {
            gateway.child().terminate();
            ChildProcess.Outcome outcome = gateway.child().awaitEnd();
            assertEquals(0, outcome.code(), outcome::toString);
            assertFalse(outcome.error().contains("\tat "), outcome::toString);
        }
    }

    @Test
    void sigterm_ends_live_sessions_with_1012() throws Exception {
        try (TestTarget target = new TestTarget();
                SluiceProcess gateway = SluiceProcess.serve("--route", "/echo=127.0.0.1:" + target.port());
                RawWebSocket client = RawWebSocket.open(gateway.port(), "/echo");
                TestTarget.Connection connection = target.accept()) {
            client.send(HELLO);
            assertArrayEquals(HELLO, connection.read(HELLO.length));
            gateway.child().terminate();
            RawWebSocket.Ended ended = client.readToEnd();
            assertEquals(1012, ended.code());
            assertEquals("gateway is restarting", ended.reason());
            assertEquals(0, connection.readToEnd().length);
            connection.end();
            assertEquals(0, gateway.child().awaitEnd().code());
        }
    }

    @Test
    void check_of_a_good_file_says_what_it_does() throws Exception {
        Path file = configuration("routes:", "  /vnc/desk: 10.0.0.5:5900", "  /ssh: tcp://build.internal:22");
        ChildProcess.Outcome outcome = SluiceProcess.run("check", "--config", file.toString());
        assertEquals(0, outcome.code(), outcome::toString);
        assertEquals("", outcome.error());
        assertContains(
                outcome.output(),
                file + ": 2 route(s), no problem",
                "/vnc/desk -> tcp://10.0.0.5:5900",
                "/ssh -> tcp://build.internal:22");
    }

    @Test
    void check_of_a_file_with_three_mistakes_names_each_with_its_line() throws Exception {
        Path file = configuration(
                "listen: 127.0.0.1:8080",
                "rutes: {}",
                "routes:",
                "  /vnc/desk: 10.0.0.5:nine",
                "timeouts:",
                "  connect: soon");
        List<String> problems = failure(2, 3, SluiceProcess.run("check", "--config", file.toString()));
        String text = String.join("\n", problems);
        assertContains(text, file + ":2: rutes", file + ":4: routes./vnc/desk", file + ":6: timeouts.connect");
    }

    @ParameterizedTest
    @ValueSource(strings = {"serve", "check"})
    void file_that_is_not_there_is_named(String command) throws Exception {
        String file = folder.resolve("gone.yaml").toString();
        List<String> error = failure(2, 1, SluiceProcess.run(command, "--config", file));
        assertContains(error.get(0), file, "no such file");
    }

    @Test
    void folder_in_place_of_a_file_is_named() throws Exception {
        List<String> error = failure(2, 1, SluiceProcess.run("check", "--config", folder.toString()));
        assertContains(error.get(0), folder.toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"serve", "check"})
    void no_configuration_at_all_names_the_places_to_put_it(String command) throws Exception {
        assumeFalse(Files.exists(Path.of("/etc/sluice/sluice.yaml")), "this machine has a configuration");
        List<String> error = failure(2, 1, SluiceProcess.run(command));
        assertContains(error.get(0), "--config", "sluice.config", "SLUICE_CONFIG", "/etc/sluice/sluice.yaml");
    }

    @Test
    void wrong_option_is_named_with_where_to_look() throws Exception {
        List<String> error = failure(2, 2, SluiceProcess.run("serve", "--rout", "/a=1"));
        assertContains(error.get(0), "--rout");
        assertContains(error.get(1), "sluice serve --help");
    }

    @Test
    void wrong_command_is_named_with_where_to_look() throws Exception {
        List<String> error = failure(2, 2, SluiceProcess.run("server"));
        assertContains(error.get(0), "server");
        assertContains(error.get(1), "sluice --help");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "echo=1",
                "/echo",
                "/echo=",
                "/echo=host:0",
                "/echo=http://host:80",
                "/view/x=1",
                "/a//b=1",
                "/a=5900:22"
            })
    void wrong_route_is_named_with_what_was_expected(String route) throws Exception {
        List<String> error = failure(2, 1, SluiceProcess.run("serve", "--manage", "off", "--route", route));
        assertContains(error.get(0), "--route", "expected");
    }

    @Test
    void route_that_stands_twice_is_named() throws Exception {
        List<String> error =
                failure(2, 1, SluiceProcess.run("serve", "--manage", "off", "--route", "/a=1", "--route", "/a=2"));
        assertContains(error.get(0), "--route", "/a", "stands twice");
    }

    @ParameterizedTest
    @ValueSource(strings = {"--listen", "--manage"})
    void wrong_address_to_listen_on_is_named_with_what_was_expected(String option) throws Exception {
        List<String> error = failure(2, 1, SluiceProcess.run("serve", "--route", "/echo=1", option, "127.0.0.1:http"));
        assertContains(error.get(0), option, "127.0.0.1:http", "expected HOST:PORT");
    }

    @ParameterizedTest
    @ValueSource(strings = {"OFF", "", "no"})
    void wrong_manage_says_that_off_is_possible(String manage) throws Exception {
        List<String> error = failure(2, 1, SluiceProcess.run("serve", "--route", "/echo=1", "--manage", manage));
        assertContains(error.get(0), "--manage", "\"" + manage + "\" does not fit; expected HOST:PORT or off");
    }

    @ParameterizedTest
    @ValueSource(strings = {"--certificate", "--key"})
    void half_of_certificate_and_key_asks_for_the_other_half(String option) throws Exception {
        List<String> error = failure(2, 1, SluiceProcess.run("serve", "--route", "/echo=1", option, "some.pem"));
        assertContains(error.get(0), option.equals("--key") ? "--certificate" : "--key", "belong together");
    }

    @ParameterizedTest
    @ValueSource(strings = {"serve", "demo"})
    void busy_port_is_named(String command) throws Exception {
        try (ServerSocket busy = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String address = "127.0.0.1:" + busy.getLocalPort();
            ChildProcess.Outcome outcome = command.equals("serve")
                    ? SluiceProcess.run("serve", "--manage", "off", "--listen", address, "--route", "/echo=1")
                    : SluiceProcess.run("demo", "--listen", address);
            List<String> error = failure(1, 1, outcome);
            assertContains(error.get(0), "cannot listen on " + address);
        }
    }

    @Test
    void busy_port_of_the_operators_listener_is_named() throws Exception {
        try (ServerSocket busy = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String address = "127.0.0.1:" + busy.getLocalPort();
            List<String> error = failure(
                    1,
                    1,
                    SluiceProcess.run("serve", "--listen", "127.0.0.1:0", "--manage", address, "--route", "/echo=1"));
            assertContains(error.get(0), "cannot listen on " + address);
        }
    }

    @Test
    void host_that_is_not_there_to_listen_on_is_named() throws Exception {
        List<String> error = failure(
                1,
                1,
                SluiceProcess.run(
                        "serve", "--manage", "off", "--listen", "no-such-host.invalid:0", "--route", "/echo=1"));
        assertContains(error.get(0), "cannot listen on no-such-host.invalid:0", "no such host");
    }
}
