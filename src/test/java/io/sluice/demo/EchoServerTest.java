package io.sluice.demo;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class EchoServerTest {
    private static final int READ_TIMEOUT_MILLIS = 30_000;

    @Test
    void echoes_what_it_is_sent() throws IOException {
        byte[] sent = new byte[32 * 1024];
        new Random(1).nextBytes(sent);
        try (EchoServer server = EchoServer.start();
                Socket client = connect(server)) {
            client.getOutputStream().write(sent);
            assertArrayEquals(sent, client.getInputStream().readNBytes(sent.length));
        }
    }

    @Test
    void ends_its_stream_after_the_client_has_ended_its_own() throws IOException {
        try (EchoServer server = EchoServer.start();
                Socket client = connect(server)) {
            client.getOutputStream().write(new byte[] {1, 2, 3});
            client.shutdownOutput();
            assertArrayEquals(new byte[] {1, 2, 3}, client.getInputStream().readAllBytes());
        }
    }

    @Test
    void serves_several_clients_at_once() throws IOException {
        try (EchoServer server = EchoServer.start();
                Socket first = connect(server);
                Socket second = connect(server)) {
            second.getOutputStream().write(2);
            assertEquals(2, second.getInputStream().read());
            first.getOutputStream().write(1);
            assertEquals(1, first.getInputStream().read());
        }
    }

    @Test
    void close_ends_open_connections_and_leaves_no_thread() throws IOException {
        EchoServer server = EchoServer.start();
        try (Socket client = connect(server)) {
            client.getOutputStream().write(1);
            assertEquals(1, client.getInputStream().read());
            server.close();
            assertEquals(List.of(), DemoThreads.alive());
            assertEquals(-1, readOrEnd(client.getInputStream()));
            assertThrows(IOException.class, () -> connect(server).close());
        }
        server.close();
    }

    private static Socket connect(EchoServer server) throws IOException {
        Socket socket = new Socket(LoopbackListener.address(), server.port());
        // Only keeps a broken server from hanging the build.
        socket.setSoTimeout(READ_TIMEOUT_MILLIS);
        return socket;
    }

    private static int readOrEnd(InputStream in) {
        try {
            return in.read();
        } catch (IOException e) {
            return -1;
        }
    }
}
