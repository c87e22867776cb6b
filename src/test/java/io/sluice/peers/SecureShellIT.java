package io.sluice.peers;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** OpenSSH's client and server, with the gateway between them. */
@RequiresProgram(value = "sshd", debian = "openssh-server")
@RequiresProgram(value = "ssh", debian = "openssh-client")
final class SecureShellIT {
    private static final int MEBIBYTE = 1 << 20;
    private static final int FILE_MEBIBYTES = 100;

    @TempDir
    private Path folder;

    private SecureShellServer server;
    private SluiceProcess gateway;
    private WebSocketTunnel tunnel;

    @BeforeEach
    void start() throws Exception {
        server = SecureShellServer.start(folder);
        gateway = SluiceProcess.serve("--route", "/ssh=127.0.0.1:" + server.port());
        tunnel = new WebSocketTunnel(gateway.port(), "/ssh");
    }

    @AfterEach
    void stop() throws Exception {
        if (tunnel != null) {
            tunnel.close();
        }
        if (gateway != null) {
            gateway.close();
        }
        if (server != null) {
            server.close();
        }
    }

    private String run(String program, String portOption, String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                Programs.path(program),
                portOption,
                Integer.toString(tunnel.port()),
                "-F",
                "/dev/null",
                "-i",
                server.clientKey().toString(),
                "-o",
                "IdentitiesOnly=yes",
                "-o",
                "BatchMode=yes",
                "-o",
                "StrictHostKeyChecking=yes",
                "-o",
                "UserKnownHostsFile=" + server.knownAt(tunnel.port())));
        command.addAll(List.of(arguments));
        return ChildProcess.output(command.toArray(String[]::new));
    }

    @Test
    void command_runs_and_its_output_comes_back() throws Exception {
        assertEquals("42\n", run("ssh", "-p", "127.0.0.1", "echo $((6 * 7))"));
    }

    @Test
    void many_commands_run_one_after_the_other() throws Exception {
        for (int i = 0; i < 5; i++) {
            assertEquals(i + "\n", run("ssh", "-p", "127.0.0.1", "echo " + i));
        }
    }

    @Test
    void large_file_is_copied_there_and_back_and_stays_the_same() throws Exception {
        Path original = folder.resolve("original");
        Path there = folder.resolve("there");
        Path back = folder.resolve("back");
        writeKnownBytes(original);
        run("scp", "-P", original.toString(), "127.0.0.1:" + there);
        assertEquals(digest(original), digest(there));
        run("scp", "-P", "127.0.0.1:" + there, back.toString());
        assertEquals(digest(original), digest(back));
    }

    private static void writeKnownBytes(Path file) throws Exception {
        KnownBytes known = new KnownBytes(22);
        byte[] buffer = new byte[MEBIBYTE];
        try (OutputStream out = Files.newOutputStream(file)) {
            for (long position = 0; position < (long) FILE_MEBIBYTES * MEBIBYTE; position += buffer.length) {
                known.fill(position, buffer, buffer.length);
                out.write(buffer);
            }
        }
    }

    private static String digest(Path file) throws Exception {
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        try (InputStream in = new DigestInputStream(Files.newInputStream(file), digest)) {
            in.transferTo(OutputStream.nullOutputStream());
        }
        return HexFormat.of().formatHex(digest.digest());
    }
}
