package io.sluice.runner;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.testing.Eventually;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import org.eclipse.jetty.util.BufferUtil;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class ClientChannelTest {
    /** So little that the client is the faster one. */
    private static final int READ_AT_ONCE = 100;

    private SocketChannel client;
    private ClientChannel channel;

    @BeforeEach
    void connect() throws IOException {
        try (ServerSocketChannel listening = ServerSocketChannel.open()) {
            listening.setOption(StandardSocketOptions.SO_RCVBUF, 2 * Turn.BYTES);
            listening.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            client = SocketChannel.open(listening.getLocalAddress());
            SocketChannel accepted = listening.accept();
            accepted.configureBlocking(false);
            channel = unselected(accepted);
        }
    }

    /** Nobody selects it: the test reads by itself. */
    @SuppressWarnings("NullAway")
    private static ClientChannel unselected(SocketChannel accepted) {
        return new ClientChannel(accepted, null, null, null);
    }

    @AfterEach
    void close() throws IOException {
        client.close();
        channel.getChannel().close();
    }

    /** As many bytes as are there, up to so many. */
    private int fill(int capacity) {
        try {
            return channel.fill(BufferUtil.allocate(capacity));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void read_that_does_not_fill_the_buffer_ends_a_turn() throws IOException {
        client.write(ByteBuffer.allocate(10));
        Eventually.holds("it arrives", () -> fill(100) == 10);
        client.write(ByteBuffer.allocate(10));
        assertEquals(0, fill(100));
        Eventually.holds("it is read in the next turn", () -> fill(100) == 10);
    }

    @Test
    void read_that_fills_the_buffer_does_not() throws IOException {
        client.write(ByteBuffer.allocate(20));
        Eventually.holds("it arrives", () -> fill(10) == 10);
        assertEquals(10, fill(10));
    }

    @Test
    void client_that_sends_without_end_has_its_turn_ended() throws Exception {
        Thread sending = new Thread(() -> {
            try {
                while (true) {
                    client.write(ByteBuffer.allocateDirect(1 << 20));
                }
            } catch (IOException e) {
                // The test is over.
            }
        });
        sending.start();
        int longest = 0;
        while (longest < Turn.BYTES) {
            int read = 0;
            int filled;
            while ((filled = fill(READ_AT_ONCE)) > 0) {
                read += filled;
                assertTrue(read < Turn.BYTES + READ_AT_ONCE, "a turn has no end");
            }
            longest = Math.max(longest, read);
        }
        client.close();
        sending.join();
    }

    @Test
    void end_of_the_stream_is_told_after_the_last_bytes() throws IOException {
        client.write(ByteBuffer.allocate(10));
        client.shutdownOutput();
        Eventually.holds("it arrives", () -> fill(100) == 10);
        assertEquals(0, fill(100));
        Eventually.holds("the end is told", () -> fill(100) == -1);
    }
}
