package io.sluice.peers;

import io.sluice.testing.TestTarget;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;

/** OpenSSH's server on a port of its own, with keys of its own; it lets in who runs the tests. */
final class SecureShellServer implements AutoCloseable {
    private final ChildProcess child;
    private final int port;
    private final Path folder;

    private SecureShellServer(ChildProcess child, int port, Path folder) {
        this.child = child;
        this.port = port;
        this.folder = folder;
    }

    /** Starts one that keeps its keys in an empty folder, and returns once it listens. */
    static SecureShellServer start(Path folder) throws Exception {
        int port = TestTarget.unusedPort();
        key(folder.resolve("host"));
        key(folder.resolve("client"));
        if (System.getProperty("user.name").equals("root")) {
            // Where it locks its processes up before they are logged in.
            Files.createDirectories(Path.of("/run/sshd"));
        }
        Path configuration = folder.resolve("sshd_config");
        Files.writeString(configuration, """
                ListenAddress 127.0.0.1:%d
                HostKey %s
                AuthorizedKeysFile %s
                PasswordAuthentication no
                KbdInteractiveAuthentication no
                PermitRootLogin prohibit-password
                PidFile none
                StrictModes no
                UsePAM no
                Subsystem sftp internal-sftp
                """.formatted(port, folder.resolve("host"), folder.resolve("client.pub")));
        ChildProcess child = ChildProcess.start(Programs.path("sshd"), "-D", "-e", "-f", configuration.toString());
        try {
            child.awaitError(Pattern.compile("Server listening on"));
            return new SecureShellServer(child, port, folder);
        } catch (Throwable e) {
            child.close();
            throw e;
        }
    }

    private static void key(Path file) throws Exception {
        ChildProcess.output(
                Programs.path("ssh-keygen"), "-q", "-t", "ed25519", "-N", "", "-C", "", "-f", file.toString());
    }

    int port() {
        return port;
    }

    /** The key that the server lets in. */
    Path clientKey() {
        return folder.resolve("client");
    }

    /** A file with the server's key for a client that reaches it on another port of this machine. */
    Path knownAt(int elsewhere) throws Exception {
        Path known = folder.resolve("known_hosts");
        Files.writeString(known, "[127.0.0.1]:" + elsewhere + " " + Files.readString(folder.resolve("host.pub")));
        return known;
    }

    @Override
    public void close() {
        child.close();
    }
}
