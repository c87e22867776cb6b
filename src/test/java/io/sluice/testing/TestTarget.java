package io.sluice.testing;

import java.io.Closeable;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.ThreadLocalRandom;

/** A TCP server whose connections are handled by hand, one step after the other, in the test itself. */
public final class TestTarget implements Closeable {
    private final ServerSocket server;

    public TestTarget() throws IOException {
        server = new ServerSocket();
        server.setSoTimeout(RawWebSocket.HANGING_MILLIS);
        // Small, so that a target that does not read is noticed soon; but above two of the loopback's 64 KiB segments:
        // into a window of less than one, TCP sends a little each 200 ms, and 20 MB take minutes.
        server.setReceiveBufferSize(256 * 1024);
        server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1000);
    }

    public int port() {
        return server.getLocalPort();
    }

    /** The next connection; waits for it. */
    public Connection accept() throws IOException {
        return new Connection(server.accept());
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * A port on which nothing listens, for a program that cannot be told to choose one itself. It lies below those that
     * systems give to whoever asks for any, so that nobody is given it in the meantime.
     */
    public static int unusedPort() {
        while (true) {
            int port = ThreadLocalRandom.current().nextInt(20_000, 30_000);
            try (ServerSocket server = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
                return server.getLocalPort();
            } catch (IOException e) {
                // Taken: the next one, then.
            }
        }
    }

    /** A port that refuses connections for as long as what is returned is open: it is taken, and nobody listens. */
    public static Socket refusing() throws IOException {
        Socket taken = new Socket();
        taken.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        return taken;
    }

    /** One connection of the gateway. */
    public static final class Connection implements Closeable {
        private final Socket socket;
        private final DataInputStream in;
        private final OutputStream out;

        Connection(Socket socket) throws IOException {
            this.socket = socket;
            socket.setSoTimeout(RawWebSocket.HANGING_MILLIS);
            this.in = new DataInputStream(socket.getInputStream());
            this.out = socket.getOutputStream();
        }

        public byte[] read(int count) throws IOException {
            byte[] bytes = new byte[count];
            in.readFully(bytes);
            return bytes;
        }

        /** All that comes until the gateway ends its stream; IOException when it resets the connection. */
        public byte[] readToEnd() throws IOException {
            return in.readAllBytes();
        }

        public void write(byte[] bytes) throws IOException {
            out.write(bytes);
            out.flush();
        }

        /** Ends the stream towards the gateway; reading goes on. */
        public void end() throws IOException {
            socket.shutdownOutput();
        }

        public void reset() throws IOException {
            socket.setSoLinger(true, 0);
            socket.close();
        }

        public Socket socket() {
            return socket;
        }

        @Override
        public void close() {
            try {
                socket.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
