package io.sluice.peers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** OpenSSH's client and the shell of {@code sluice demo}, with the gateway between them. */
@RequiresProgram(value = "ssh", debian = "openssh-client")
final class DemoShellIT {
    @TempDir
    private Path folder;

    private SluiceProcess demo;
    private WebSocketTunnel tunnel;

    @BeforeEach
    void start() throws Exception {
        demo = SluiceProcess.start(List.of("demo", "--listen", "127.0.0.1:0"));
        tunnel = new WebSocketTunnel(demo.port(), "/demo/shell");
    }

    @AfterEach
    void stop() throws Exception {
        if (tunnel != null) {
            tunnel.close();
        }
        if (demo != null) {
            demo.close();
        }
    }

    /** What the client does with its own options and these, and with no terminal to ask for a password. */
    private ChildProcess ssh(String method, String... options) throws Exception {
        Path answer = folder.resolve("answer");
        if (!Files.exists(answer)) {
            Files.createFile(
                    answer, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            Files.writeString(answer, "#!/bin/sh\necho anything\n");
        }
        List<String> command = new ArrayList<>(List.of(
                Programs.path("ssh"),
                "-F",
                "/dev/null",
                "-p",
                Integer.toString(tunnel.port()),
                "-o",
                "PreferredAuthentications=" + method,
                "-o",
                "StrictHostKeyChecking=accept-new",
                "-o",
                "UserKnownHostsFile=" + folder.resolve("known_hosts"),
                "-o",
                "HostKeyAlias=demo"));
        command.addAll(List.of(options));
        return ChildProcess.start(
                Map.of("SSH_ASKPASS", answer.toString(), "SSH_ASKPASS_REQUIRE", "force", "DISPLAY", ":0"), command);
    }

    @Test
    void shell_greets_whoever_comes_with_any_password_and_leaves_at_the_end_of_the_input() throws Exception {
        for (String method : List.of("password", "keyboard-interactive")) {
            try (ChildProcess ssh = ssh(method, "-tt", "alice@127.0.0.1")) {
                ChildProcess.Outcome outcome = ssh.awaitEnd();
                assertTrue(outcome.output().contains("alice@demo> "), ssh.toString());
                assertEquals(0, outcome.code(), ssh.toString());
            }
        }
    }

    @Test
    void neither_commands_nor_files_nor_ports_are_to_be_had() throws Exception {
        try (ChildProcess command = ssh("password", "alice@127.0.0.1", "id")) {
            ChildProcess.Outcome outcome = command.awaitEnd();
            assertNotEquals(0, outcome.code());
            assertEquals("", outcome.output());
            assertTrue(outcome.error().contains("exec request failed"), command.toString());
        }
        try (ChildProcess files = ssh("password", "-s", "alice@127.0.0.1", "sftp")) {
            ChildProcess.Outcome outcome = files.awaitEnd();
            assertTrue(outcome.error().contains("subsystem request failed"), files.toString());
        }
        try (ChildProcess ports = ssh("password", "-W", "127.0.0.1:" + demo.port(), "alice@127.0.0.1")) {
            ChildProcess.Outcome outcome = ports.awaitEnd();
            assertNotEquals(0, outcome.code());
            assertTrue(outcome.error().contains("forwarding failed"), ports.toString());
        }
    }

    @Test
    void the_host_key_outlives_the_demo() throws Exception {
        try (ChildProcess ssh = ssh("password", "-tt", "alice@127.0.0.1")) {
            assertEquals(0, ssh.awaitEnd().code(), ssh.toString());
        }
        String known = Files.readString(folder.resolve("known_hosts"));
        stop();
        start();
        try (ChildProcess ssh = ssh("password", "-tt", "-o", "StrictHostKeyChecking=yes", "alice@127.0.0.1")) {
            assertEquals(0, ssh.awaitEnd().code(), ssh.toString());
        }
        assertEquals(known, Files.readString(folder.resolve("known_hosts")));
        assertTrue(known.contains("ecdsa-sha2-nistp256"), known);
    }
}
