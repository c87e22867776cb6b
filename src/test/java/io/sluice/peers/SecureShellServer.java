package io.sluice.peers;

import io.sluice.testing.TestTarget;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** OpenSSH's server on a port of its own, with keys of its own; it lets in who runs the tests. */
final class SecureShellServer implements AutoCloseable {
    private static final List<String> KEYS_ONLY =
            List.of("PasswordAuthentication no", "KbdInteractiveAuthentication no", "UsePAM no");

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
        return start(TestTarget.unusedPort(), folder, List.of("ed25519"), KEYS_ONLY);
    }

    /** Starts one that proves itself with keys of these types. */
    static SecureShellServer withHostKeys(Path folder, List<String> types) throws Exception {
        return start(TestTarget.unusedPort(), folder, types, KEYS_ONLY);
    }

    /** Starts one on this port. */
    static SecureShellServer startOn(int port, Path folder) throws Exception {
        return start(port, folder, List.of("ed25519"), KEYS_ONLY);
    }

    /** Starts one that has this configuration besides, such as for log-ins by password. */
    static SecureShellServer configured(Path folder, String... lines) throws Exception {
        return start(TestTarget.unusedPort(), folder, List.of("ed25519"), List.of(lines));
    }

    private static SecureShellServer start(int port, Path folder, List<String> hostKeys, List<String> lines)
            throws Exception {
        List<String> configuration = new ArrayList<>(lines);
        for (String type : hostKeys) {
            Path file = hostKey(folder, type);
            writeKey(file, type, "");
            configuration.add("HostKey " + file);
        }
        writeKey(folder.resolve("client"), "ed25519", "");
        if (System.getProperty("user.name").equals("root")) {
            // Where it locks its processes up before they are logged in.
            Files.createDirectories(Path.of("/run/sshd"));
        }
        configuration.addAll(List.of(
                "ListenAddress 127.0.0.1:" + port,
                "AuthorizedKeysFile " + folder.resolve("client.pub") + " " + folder.resolve("more.pub"),
                "PermitRootLogin prohibit-password",
                "PidFile none",
                "StrictModes no",
                "PrintLastLog no",
                "PrintMotd no",
                "Subsystem sftp internal-sftp"));
        Path file = folder.resolve("sshd_config");
        Files.write(file, configuration);
        ChildProcess child = ChildProcess.start(Programs.path("sshd"), "-D", "-e", "-f", file.toString());
        try {
            child.awaitError(Pattern.compile("Server listening on"));
            return new SecureShellServer(child, port, folder);
        } catch (Throwable e) {
            child.close();
            throw e;
        }
    }

    private static Path hostKey(Path folder, String type) {
        return folder.resolve("host-" + type);
    }

    private static void writeKey(Path file, String type, String passphrase) throws Exception {
        ChildProcess.output(
                Programs.path("ssh-keygen"), "-q", "-t", type, "-N", passphrase, "-C", "", "-f", file.toString());
    }

    int port() {
        return port;
    }

    /** The key that the server lets in. */
    Path clientKey() {
        return folder.resolve("client");
    }

    /** Makes another key of this type and with this passphrase, which may be empty, that the server lets in too. */
    Path anotherClientKey(String type, String passphrase) throws Exception {
        Path key = folder.resolve("more");
        writeKey(key, type, passphrase);
        return key;
    }

    /** The fingerprint of the server's key, as people are told it. */
    String fingerprint(String type) throws Exception {
        String line = ChildProcess.output(Programs.path("ssh-keygen"), "-lf", hostKey(folder, type) + ".pub");
        return line.split(" ", -1)[1];
    }

    /** A file with the server's key for a client that reaches it on another port of this machine. */
    Path knownAt(int elsewhere) throws IOException {
        Path known = folder.resolve("known_hosts");
        Files.writeString(
                known, "[127.0.0.1]:" + elsewhere + " " + Files.readString(folder.resolve("host-ed25519.pub")));
        return known;
    }

    /** Waits until it has printed this to its log. */
    void awaitLog(String text) {
        child.awaitError(Pattern.compile(Pattern.quote(text)));
    }

    @Override
    public void close() {
        child.close();
    }
}
