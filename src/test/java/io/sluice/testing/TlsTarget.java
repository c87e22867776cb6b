package io.sluice.testing;

import java.io.Closeable;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/** A TLS server above a {@link TestTarget}: its connections are handled by hand, below TLS as well. */
public final class TlsTarget implements Closeable {
    private final TestTarget tcp = new TestTarget();
    private final SSLContext context;

    public TlsTarget(SSLContext context) throws IOException {
        this.context = context;
    }

    public int port() {
        return tcp.port();
    }

    /** The next connection, without TLS. */
    public TestTarget.Connection acceptTcp() throws IOException {
        return tcp.accept();
    }

    /** The next connection, after its handshake in this version of TLS. */
    public Connection accept(String protocol) throws IOException {
        return handshake(tcp.accept(), protocol);
    }

    /** The handshake, on a connection of this target. */
    public Connection handshake(TestTarget.Connection below, String protocol) throws IOException {
        // With a stream of what was read before, which there is none of, the JDK takes the part of the server.
        SSLSocket socket = (SSLSocket)
                context.getSocketFactory().createSocket(below.socket(), InputStream.nullInputStream(), true);
        socket.setEnabledProtocols(new String[] {protocol});
        socket.startHandshake();
        return new Connection(below, socket);
    }

    @Override
    public void close() {
        tcp.close();
    }

    /** One connection of the gateway. */
    public static final class Connection implements Closeable {
        private final TestTarget.Connection below;
        private final SSLSocket socket;
        private final DataInputStream in;
        private final OutputStream out;

        private Connection(TestTarget.Connection below, SSLSocket socket) throws IOException {
            this.below = below;
            this.socket = socket;
            this.in = new DataInputStream(socket.getInputStream());
            this.out = socket.getOutputStream();
        }

        public byte[] read(int count) throws IOException {
            byte[] bytes = new byte[count];
            in.readFully(bytes);
            return bytes;
        }

        /** Some of what comes, so many bytes at most; -1 for the end, which an IOException is not. */
        public int readSome(byte[] into, int offset, int most) throws IOException {
            return in.read(into, offset, most);
        }

        /** All that comes until the gateway ends TLS; IOException when it ends the connection without. */
        public byte[] readToEnd() throws IOException {
            return in.readAllBytes();
        }

        public void write(byte[] bytes) throws IOException {
            out.write(bytes);
        }

        /** Has TLS 1.3 change its keys, and ask the gateway to do so; has TLS 1.2 negotiate anew. */
        public void renew() throws IOException {
            socket.startHandshake();
        }

        /** Ends TLS towards the gateway; with TLS 1.3, reading goes on. */
        public void end() throws IOException {
            socket.shutdownOutput();
        }

        /** What this connection is below TLS. */
        public TestTarget.Connection below() {
            return below;
        }

        /** Ends TLS in order, and then the connection; with TLS 1.3, when the gateway has done so too. */
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
