package io.sluice.peers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.testing.RawWebSocket;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * A gibibyte through the runner, whose heap is a quarter of that: each byte arrives, in its place, whatever the
 * messages look like that it came in.
 */
final class BulkIT {
    private static final long TOTAL = 1L << 30;
    private static final int TARGET_BUFFER = 256 * 1024;
    private static final int HANGING_MILLIS = 30_000;

    /** So many messages are small, each of 1 to 64 bytes, before the larger ones begin. */
    private static final int SMALL_MESSAGES = 20_000;

    private static final int SMALL_BITS = 6;
    private static final int LARGE_BITS = 23;
    private static final int NORMAL = 1000;

    private ServerSocket server;
    private SluiceProcess gateway;
    private RawWebSocket client;
    private Socket target;

    @BeforeEach
    void start() throws Exception {
        server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        server.setSoTimeout(HANGING_MILLIS);
        gateway = SluiceProcess.serve("--route", "/bulk=127.0.0.1:" + server.getLocalPort());
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), gateway.port());
        socket.setSoTimeout(HANGING_MILLIS);
        client = RawWebSocket.open(socket, "/bulk");
        target = server.accept();
        target.setSoTimeout(HANGING_MILLIS);
    }

    @AfterEach
    void stop() throws Exception {
        if (target != null) {
            target.close();
        }
        if (client != null) {
            client.close();
        }
        if (gateway != null) {
            gateway.close();
        }
        server.close();
    }

    @Test
    void client_sends_a_gibibyte() throws Exception {
        CompletableFuture<Void> sending = background(() -> {
            clientSends(new KnownBytes(1));
            client.sendClose(NORMAL);
        });
        targetReceives(new KnownBytes(1));
        assertEquals(-1, target.getInputStream().read());
        sending.join();
    }

    @Test
    void target_sends_a_gibibyte() throws Exception {
        CompletableFuture<Void> sending = background(() -> {
            targetSends(new KnownBytes(2));
            target.shutdownOutput();
        });
        clientReceives(new KnownBytes(2));
        assertEquals(NORMAL, client.read().closeCode());
        sending.join();
    }

    @Test
    void both_send_a_gibibyte_at_once() throws Exception {
        CompletableFuture<Void> up = background(() -> clientSends(new KnownBytes(3)));
        CompletableFuture<Void> down = background(() -> targetSends(new KnownBytes(4)));
        CompletableFuture<Void> received = background(() -> targetReceives(new KnownBytes(3)));
        clientReceives(new KnownBytes(4));
        CompletableFuture.allOf(up, down, received).join();
        client.sendClose(NORMAL);
        assertEquals(-1, target.getInputStream().read());
    }

    private interface Work {
        void run() throws IOException;
    }

    private static CompletableFuture<Void> background(Work work) {
        return CompletableFuture.runAsync(
                () -> {
                    try {
                        work.run();
                    } catch (IOException e) {
                        throw new AssertionError(e);
                    }
                },
                command -> {
                    Thread thread = new Thread(command, "test-bulk");
                    thread.setDaemon(true);
                    thread.start();
                });
    }

    /** In messages of 1 byte to 8 MiB, every third of them in several frames. */
    private void clientSends(KnownBytes bytes) throws IOException {
        Random random = new Random(7);
        byte[] buffer = new byte[1 << LARGE_BITS];
        long position = 0;
        for (int message = 0; position < TOTAL; message++) {
            int bits = message < SMALL_MESSAGES ? SMALL_BITS : LARGE_BITS;
            int size = (int) Math.min(TOTAL - position, Math.round(Math.pow(2, random.nextDouble() * bits)));
            bytes.fill(position, buffer, size);
            boolean fragmented = message % 3 == 0;
            sendMessage(Arrays.copyOf(buffer, size), fragmented ? 1 + random.nextInt(size) : size);
            position += size;
        }
    }

    private void sendMessage(byte[] payload, int first) throws IOException {
        if (first == payload.length) {
            client.send(payload);
            return;
        }
        int second = first + (payload.length - first) / 2;
        client.send(false, RawWebSocket.BINARY, Arrays.copyOf(payload, first));
        client.send(false, RawWebSocket.CONTINUATION, Arrays.copyOfRange(payload, first, second));
        client.send(true, RawWebSocket.CONTINUATION, Arrays.copyOfRange(payload, second, payload.length));
    }

    private void clientReceives(KnownBytes bytes) throws IOException {
        long position = 0;
        while (position < TOTAL) {
            RawWebSocket.Frame frame = client.read();
            assertTrue(frame.opcode() == RawWebSocket.BINARY || frame.opcode() == RawWebSocket.CONTINUATION);
            bytes.check(position, frame.payload(), frame.payload().length);
            position += frame.payload().length;
        }
        assertEquals(TOTAL, position);
    }

    private void targetSends(KnownBytes bytes) throws IOException {
        OutputStream out = target.getOutputStream();
        byte[] buffer = new byte[TARGET_BUFFER];
        for (long position = 0; position < TOTAL; position += buffer.length) {
            bytes.fill(position, buffer, buffer.length);
            out.write(buffer);
        }
    }

    private void targetReceives(KnownBytes bytes) throws IOException {
        InputStream in = target.getInputStream();
        byte[] buffer = new byte[TARGET_BUFFER];
        long position = 0;
        while (position < TOTAL) {
            int count = in.read(buffer);
            assertTrue(count > 0, "The stream ended after " + position + " bytes");
            bytes.check(position, buffer, count);
            position += count;
        }
        assertEquals(TOTAL, position);
    }
}
