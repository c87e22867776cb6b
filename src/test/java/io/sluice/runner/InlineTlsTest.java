package io.sluice.runner;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLSocket;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class InlineTlsTest {
    private static final String PASSWORD = "changeit";

    /** Smaller than what a record holds, and many: the client is to be the faster one. */
    private static final int READ_AT_ONCE = 100;

    @TempDir
    private Path folder;

    private SslContextFactory.Server serverSide() throws Exception {
        Path keys = folder.resolve("keys.p12");
        Path keytool = Path.of(System.getProperty("java.home"), "bin", "keytool");
        Process making = new ProcessBuilder(
                        keytool.toString(),
                        "-genkeypair",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=localhost",
                        "-keystore",
                        keys.toString(),
                        "-storetype",
                        "PKCS12",
                        "-storepass",
                        PASSWORD)
                .inheritIO()
                .start();
        assertTrue(making.waitFor(30, TimeUnit.SECONDS));
        assertEquals(0, making.exitValue());
        SslContextFactory.Server tls = new SslContextFactory.Server();
        tls.setKeyStorePath(keys.toString());
        tls.setKeyStorePassword(PASSWORD);
        tls.start();
        return tls;
    }

    private static SSLSocket clientSide(SocketChannel channel) throws Exception {
        SslContextFactory.Client tls = new SslContextFactory.Client(true);
        tls.start();
        return (SSLSocket) tls.getSslContext()
                .getSocketFactory()
                .createSocket(channel.socket(), "localhost", channel.socket().getPort(), true);
    }

    /** Nobody selects it: the test reads by itself. */
    @SuppressWarnings("NullAway")
    private static ClientChannel unselected(SocketChannel accepted) {
        return new ClientChannel(accepted, null, null, null);
    }

    @Test
    void client_that_sends_without_end_has_its_turn_ended() throws Exception {
        SslContextFactory.Server tls = serverSide();
        SSLEngine engine = tls.newSSLEngine();
        engine.setUseClientMode(false);
        try (ServerSocketChannel listening =
                        ServerSocketChannel.open().bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
                SocketChannel connecting = SocketChannel.open(listening.getLocalAddress());
                SocketChannel accepted = listening.accept()) {
            accepted.configureBlocking(false);
            EndPoint decrypted = new InlineTls(tls, "http/1.1")
                    .newSslConnection(new ServerConnector(new Server()), unselected(accepted), engine)
                    .getSslEndPoint();
            Thread sending = new Thread(() -> {
                try (SSLSocket client = clientSide(connecting)) {
                    while (true) {
                        client.getOutputStream().write(new byte[1 << 20]);
                    }
                } catch (IOException e) {
                    // The test is over.
                } catch (Exception e) {
                    throw new AssertionError(e);
                }
            });
            sending.start();
            int longest = 0;
            while (longest < Turn.BYTES) {
                int read = 0;
                int filled;
                while ((filled = decrypted.fill(BufferUtil.allocate(READ_AT_ONCE))) > 0) {
                    read += filled;
                    assertTrue(read < Turn.BYTES + READ_AT_ONCE, "a turn has no end");
                }
                assertEquals(0, filled);
                longest = Math.max(longest, read);
            }
            accepted.close();
            sending.join();
        }
    }
}
