package io.sluice.demo.shell;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.testing.Eventually;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.security.PublicKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.sshd.client.SshClient;
import org.apache.sshd.client.channel.ChannelShell;
import org.apache.sshd.client.channel.ClientChannelEvent;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.util.net.SshdSocketAddress;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class ShellServerTest {
    private static final Duration HANGING = Duration.ofSeconds(30);

    private ShellServer server;
    private SshClient client;
    private volatile PublicKey hostKey;

    @BeforeEach
    void start() throws IOException {
        server = ShellServer.start();
        client = client();
    }

    private SshClient client() {
        SshClient started = SshClient.setUpDefaultClient();
        started.setServerKeyVerifier((session, address, key) -> {
            hostKey = key;
            return true;
        });
        started.start();
        return started;
    }

    @AfterEach
    void stop() {
        client.stop();
        server.close();
    }

    private ClientSession logIn() throws IOException {
        ClientSession session = client.connect("alice", "127.0.0.1", server.port())
                .verify(HANGING)
                .getSession();
        session.addPasswordIdentity("anything");
        session.auth().verify(HANGING);
        return session;
    }

    private static void await(ByteArrayOutputStream printed, String text) {
        Eventually.holds("it prints " + text, () -> printed.toString(UTF_8).contains(text));
    }

    @Test
    void any_password_opens_the_shell_which_sees_the_window_and_its_changes() throws IOException {
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        try (ClientSession session = logIn();
                ChannelShell shell = session.createShellChannel()) {
            shell.setPtyColumns(90);
            shell.setPtyLines(33);
            shell.setOut(printed);
            shell.open().verify(HANGING);
            await(printed, "alice@demo> ");
            shell.getInvertedIn().write("size\r".getBytes(UTF_8));
            shell.getInvertedIn().flush();
            await(printed, "90 columns, 33 rows");
            shell.sendWindowChange(120, 40);
            await(printed, "120 columns, 40 rows");
            shell.getInvertedIn().write("qexit\r".getBytes(UTF_8));
            shell.getInvertedIn().flush();
            assertTrue(
                    shell.waitFor(List.of(ClientChannelEvent.CLOSED), HANGING).contains(ClientChannelEvent.CLOSED));
            assertEquals(0, shell.getExitStatus());
        }
    }

    @Test
    void nothing_is_forwarded() throws IOException {
        try (ClientSession session = logIn()) {
            assertThrows(
                    IOException.class,
                    () -> session.createDirectTcpipChannel(
                                    new SshdSocketAddress("127.0.0.1", 1),
                                    new SshdSocketAddress("127.0.0.1", server.port()))
                            .open()
                            .verify(HANGING));
            assertThrows(
                    IOException.class,
                    () -> session.startRemotePortForwarding(
                            new SshdSocketAddress("127.0.0.1", 0), new SshdSocketAddress("127.0.0.1", 1)));
        }
    }

    @Test
    void host_key_is_the_same_at_each_start() throws IOException {
        logIn().close();
        server.close();
        server = ShellServer.start();
        PublicKey before = hostKey;
        logIn().close();
        assertTrue(KeyUtils.compareKeys(before, hostKey));
        assertEquals("ecdsa-sha2-nistp256", KeyUtils.getKeyType(hostKey));
    }

    @Test
    void seventeenth_connection_is_closed_at_once() throws Exception {
        List<Socket> open = new ArrayList<>();
        try {
            for (int i = 0; i < 16; i++) {
                open.add(connected());
                assertEquals('S', open.get(i).getInputStream().read(), "connection " + i);
            }
            try (Socket further = connected()) {
                assertTrue(isEnded(further));
            }
        } finally {
            for (Socket socket : open) {
                socket.close();
            }
        }
    }

    private Socket connected() throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port());
        socket.setSoTimeout((int) HANGING.toMillis());
        return socket;
    }

    /** Waits for it. */
    private static boolean isEnded(Socket socket) throws IOException {
        try {
            socket.getInputStream().readAllBytes();
            return true;
        } catch (SocketTimeoutException e) {
            return false;
        } catch (SocketException e) {
            // Reset.
            return true;
        }
    }

    @Test
    void it_listens_on_loopback_only() throws IOException {
        for (NetworkInterface each : NetworkInterface.networkInterfaces().toList()) {
            for (InetAddress address : each.inetAddresses().toList()) {
                if (!address.isLoopbackAddress()) {
                    assertThrows(IOException.class, () -> new Socket(address, server.port()).close());
                }
            }
        }
    }

    @Test
    void close_ends_open_shells_and_leaves_no_thread() throws IOException {
        client.stop();
        server.close();
        List<Thread> before = threads();
        server = ShellServer.start();
        client = client();
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        try (ClientSession session = logIn();
                ChannelShell shell = session.createShellChannel()) {
            shell.setOut(printed);
            shell.open().verify(HANGING);
            await(printed, "demo> ");
            shell.getInvertedIn().write("snake\r".getBytes(UTF_8));
            shell.getInvertedIn().flush();
            await(printed, "q ends");
            server.close();
            assertEquals(List.of(), alive());
            assertTrue(
                    shell.waitFor(List.of(ClientChannelEvent.CLOSED), HANGING).contains(ClientChannelEvent.CLOSED));
            assertFalse(Thread.interrupted());
        }
        client.stop();
        server.close();
        Eventually.holds("no thread is left, of the library neither", () -> before.containsAll(threads()));
    }

    private static List<String> alive() {
        return threads().stream()
                .map(Thread::getName)
                .filter(name -> name.startsWith("sluice-demo-"))
                .toList();
    }

    private static List<Thread> threads() {
        return List.copyOf(Thread.getAllStackTraces().keySet());
    }
}
