package io.sluice.bench;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.Locale;

/**
 * The program of a process of targets: {@code Targets ADDRESS MODE[:PORT]...} listens once for each mode, prints a line
 * {@code mode port} for each and then {@code ready}. Ends with its standard input.
 */
final class Targets {
    private static final int BACKLOG = 4096;
    private static final int BUFFER_BYTES = 256 * 1024;
    /** Small, so that a target that does not read is noticed soon. */
    private static final int STUCK_RECEIVE_BYTES = 16 * 1024;

    private final Selector selector = Selector.open();
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER_BYTES);

    private Targets() throws IOException {}

    public static void main(String[] arguments) throws IOException {
        Targets targets = new Targets();
        for (int index = 1; index < arguments.length; index++) {
            String[] parts = arguments[index].split(":");
            TargetMode mode = TargetMode.valueOf(parts[0].toUpperCase(Locale.ROOT));
            int port = targets.listen(
                    new InetSocketAddress(arguments[0], parts.length > 1 ? Integer.parseInt(parts[1]) : 0), mode);
            System.out.println(parts[0] + " " + port);
        }
        System.out.println("ready");
        Thread serving = new Thread(targets::serve, "bench-targets");
        serving.setDaemon(true);
        serving.start();
        endWithStandardInput();
    }

    /** Returns when whoever started this process has gone, or wants it to end. */
    static void endWithStandardInput() throws IOException {
        InputStream in = System.in;
        while (in.read() >= 0) {
            // Nothing is said here.
        }
    }

    private int listen(InetSocketAddress address, TargetMode mode) throws IOException {
        ServerSocketChannel server = ServerSocketChannel.open();
        if (mode == TargetMode.STUCK) {
            server.setOption(StandardSocketOptions.SO_RCVBUF, STUCK_RECEIVE_BYTES);
        }
        server.bind(address, BACKLOG);
        server.configureBlocking(false);
        server.register(selector, SelectionKey.OP_ACCEPT, mode);
        return ((InetSocketAddress) server.getLocalAddress()).getPort();
    }

    private void serve() {
        try {
            while (true) {
                selector.select(this::ready);
            }
        } catch (IOException e) {
            throw new IllegalStateException("The targets' selector is broken", e);
        }
    }

    private void ready(SelectionKey key) {
        if (key.attachment() instanceof TargetConnection connection) {
            connection.ready(key, buffer);
            return;
        }
        TargetMode mode = (TargetMode) key.attachment();
        try {
            SocketChannel channel = ((ServerSocketChannel) key.channel()).accept();
            if (channel != null) {
                channel.configureBlocking(false);
                channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
                channel.register(selector, TargetConnection.interest(mode), new TargetConnection(channel, mode));
            }
        } catch (IOException e) {
            throw new IllegalStateException("A target cannot accept", e);
        }
    }
}
