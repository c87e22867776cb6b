package io.sluice.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ConfigurationReaderTest {
    @TempDir
    private Path folder;

    private Configuration read(String yaml) throws Exception {
        Path file = folder.resolve("sluice.yaml");
        Files.writeString(file, yaml);
        return ConfigurationReader.read(file);
    }

    private NamedFile named(String name) throws Exception {
        Path file = folder.resolve(name);
        return new NamedFile(new Place("", 0, ""), file, Files.readAllBytes(file));
    }

    private static TargetSettings tcp(String host, int port) {
        return new TargetSettings.Tcp(new HostPort(host, port));
    }

    @Test
    void empty_file_means_the_defaults() throws Exception {
        assertEquals(Configuration.DEFAULT, read(""));
        assertEquals(Configuration.DEFAULT, read("# nothing yet\n"));
        assertEquals(Configuration.DEFAULT, read("routes:\n"));
    }

    @Test
    void everything_can_be_written() throws Exception {
        Files.writeString(folder.resolve("cert.pem"), "a certificate");
        Files.writeString(Files.createDirectory(folder.resolve("keys")).resolve("key.pem"), "a key");
        Configuration configuration = read("""
                listen: 0.0.0.0:8443
                manage: {listen: 127.0.0.1:9999, role: ops}
                tls: {certificate: cert.pem, key: keys/key.pem}
                routes:
                  /vnc/desk1: tcp://10.0.0.5:5900
                  /ssh/build:
                    target: tcp://build.internal:22
                    title: Build server
                    viewer: none
                    frames: text
                    compression: true
                    access: {roles: [ops], users: "*", origins: ["https://Portal.example.com"]}
                    limits:
                      sessions: 20
                      sessions-per-user: 2
                      sessions-per-address: 3
                      bandwidth: 10MiB/s
                      bandwidth-per-session: 500KiB/s
                    timeouts: {idle: 0s}
                timeouts: {connect: 3s, idle: 2h, stall: 1m, linger: 500ms, heartbeat: 0, max-session: 1d}
                limits:
                  sessions: 10
                  sessions-per-address: 5
                  handshakes-per-second: 6
                  queue: 1MiB
                  total-queue: 64MiB
                  stalled-uploads: 7
                  header-size: 16KiB
                  header-time: 2s
                grace: 90s
                """);
        TimeoutSettings timeouts = new TimeoutSettings(
                Duration.ofSeconds(3),
                Duration.ofHours(2),
                Duration.ofMinutes(1),
                Duration.ofMillis(500),
                Duration.ZERO,
                Duration.ofDays(1));
        TimeoutSettings never = new TimeoutSettings(
                timeouts.connect(),
                Duration.ZERO,
                timeouts.stall(),
                timeouts.linger(),
                timeouts.heartbeat(),
                timeouts.maxSession());
        RouteSettings desk = RouteSettings.of("/vnc/desk1", tcp("10.0.0.5", 5900), timeouts);
        RouteSettings build = new RouteSettings(
                "/ssh/build",
                "Build server",
                tcp("build.internal", 22),
                Viewer.NONE,
                Frames.TEXT,
                true,
                new AccessSettings(
                        List.of("https://portal.example.com"), List.of("ops"), List.of("*"), List.of(), List.of()),
                new RouteLimits(20, 2, 3, 10 << 20, 500 << 10),
                never,
                TargetTls.DEFAULT,
                ProxyProtocol.OFF,
                null,
                false);
        Configuration expected = new Configuration(
                new RunnerSettings(
                        new HostPort("0.0.0.0", 8443),
                        new HostPort("127.0.0.1", 9999),
                        new TlsSettings(named("cert.pem"), named("keys/key.pem"), null, false, Duration.ofDays(365)),
                        List.of()),
                List.of(desk, build),
                timeouts,
                new LimitSettings(10, 5, 6, 1 << 20, 64 << 20, 7, 16 << 10, Duration.ofSeconds(2)),
                Duration.ofSeconds(90),
                AccessSettings.DEFAULT,
                AuthenticationSettings.DEFAULT,
                List.of(),
                List.of(),
                "ops");
        assertEquals(expected, configuration);
    }

    @Test
    void management_can_be_off() throws Exception {
        assertNull(read("manage: off\n").runner().manage());
        assertNull(read("manage: off\n").operatorRole());
        Configuration other = read("manage: {listen: off, role: admin}\n");
        assertNull(other.runner().manage());
        assertEquals("admin", other.operatorRole());
        Configuration role = read("manage: {role: admin}\n");
        assertEquals(Configuration.DEFAULT.runner().manage(), role.runner().manage());
    }

    @ParameterizedTest
    @CsvSource({
        "127.0.0.1:9180, 127.0.0.1:9180",
        "localhost:9180, LOCALHOST:9180",
        "0.0.0.0:9180, 127.0.0.1:9180",
        "127.0.0.1:9180, '[::]:9180'"
    })
    void both_listeners_cannot_have_one_port(String clients, String operators) {
        ConfigurationException problems = assertThrows(
                ConfigurationException.class,
                () -> read("listen: '%s'\nmanage: {listen: '%s'}\n".formatted(clients, operators)));
        assertEquals(1, problems.problems().size());
        Problem problem = problems.problems().get(0);
        assertEquals(1, problem.line());
        assertEquals("listen", problem.key());
    }

    @Test
    void clients_port_is_not_the_operators_by_default_either() {
        assertThrows(ConfigurationException.class, () -> read("listen: 127.0.0.1:9180\n"));
    }

    @ParameterizedTest
    @CsvSource({"127.0.0.1:0, 127.0.0.1:0", "127.0.0.1:9180, 127.0.0.2:9180", "0.0.0.0:8080, 127.0.0.1:9180"})
    void both_listeners_have_their_own_places(String clients, String operators) throws Exception {
        read("listen: %s\nmanage: {listen: %s}\n".formatted(clients, operators));
    }

    @Test
    void target_can_be_short() throws Exception {
        Configuration configuration = read("""
                routes:
                  /a: 5900
                  /b: host_1.internal:22
                  /c: "[::1]:7000"
                  /d: unix:/run/socket
                """);
        List<TargetSettings> targets =
                configuration.routes().stream().map(RouteSettings::target).toList();
        assertEquals(
                List.of(
                        tcp("127.0.0.1", 5900),
                        tcp("host_1.internal", 22),
                        tcp("::1", 7000),
                        new TargetSettings.Unix(Path.of("/run/socket"))),
                targets);
    }

    @Test
    void viewer_is_guessed_from_the_port() throws Exception {
        Configuration configuration = read("routes: {/a: 5900, /b: 5999, /c: 22, /d: 6000, /e: 'unix:/s'}");
        assertEquals(
                List.of(Viewer.VNC, Viewer.VNC, Viewer.SSH, Viewer.NONE, Viewer.NONE),
                configuration.routes().stream().map(RouteSettings::viewer).toList());
    }

    @Test
    void portal_groups_routes_and_tries_targets_that_do_not_mind() throws Exception {
        Configuration configuration = read("""
                routes:
                  /a: 22
                  /b: {target: 5900, group: " Desks "}
                  /c: {target: 5900, check-target: true}
                  /d: {target: 22, check-target: false}
                  /e: {target: 80, viewer: console}
                """);
        assertEquals(
                Arrays.asList(null, "Desks", null, null, null),
                configuration.routes().stream().map(RouteSettings::group).toList());
        assertEquals(
                List.of(true, false, true, false, true),
                configuration.routes().stream().map(RouteSettings::checked).toList());
        Configuration off = read("""
                portal: {check-targets: false}
                routes: {/a: 22, /c: {target: 5900, check-target: true}}
                """);
        assertEquals(
                List.of(false, false),
                off.routes().stream().map(RouteSettings::checked).toList());
    }

    @Test
    void first_place_that_names_a_file_wins() throws Exception {
        Path found = new ConfigurationLocator()
                .add("first", () -> null)
                .add("second", () -> "/second.yaml")
                .add("third", () -> "/third.yaml")
                .locate();
        assertEquals(Path.of("/second.yaml"), found);
    }

    @Test
    void no_file_at_all_names_every_place() {
        ConfigurationException e = assertThrows(
                ConfigurationException.class,
                () -> new ConfigurationLocator()
                        .add("first", () -> null)
                        .add("second", () -> " ")
                        .locate());
        assertEquals(
                "sluice.yaml: no configuration file; name one by first, second, or put it at /etc/sluice/sluice.yaml",
                e.getMessage());
    }
}
