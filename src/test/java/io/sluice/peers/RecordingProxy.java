package io.sluice.peers;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;

/** Stands between the gateway and a server, and keeps every byte: what somebody sees who owns the gateway. */
final class RecordingProxy implements AutoCloseable {
    private static final int BUFFER_BYTES = 64 * 1024;

    private final ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final int targetPort;
    private final ByteArrayOutputStream up = new ByteArrayOutputStream();
    private final ByteArrayOutputStream down = new ByteArrayOutputStream();
    private volatile boolean clientIsGone;

    RecordingProxy(int targetPort) throws IOException {
        this.targetPort = targetPort;
        CopyingThread.start("test-recording-accept", this::accept);
    }

    private void accept() throws IOException {
        while (true) {
            Socket client = server.accept();
            Socket target = new Socket(InetAddress.getLoopbackAddress(), targetPort);
            client.setTcpNoDelay(true);
            target.setTcpNoDelay(true);
            CopyingThread.start("test-recording-up", () -> {
                copy(client, target, up);
                clientIsGone = true;
            });
            CopyingThread.start("test-recording-down", () -> copy(target, client, down));
        }
    }

    private static void copy(Socket from, Socket to, ByteArrayOutputStream record) throws IOException {
        InputStream in = from.getInputStream();
        OutputStream out = to.getOutputStream();
        byte[] buffer = new byte[BUFFER_BYTES];
        for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
            record.write(buffer, 0, count);
            out.write(buffer, 0, count);
        }
        to.shutdownOutput();
    }

    int port() {
        return server.getLocalPort();
    }

    /** What went to the server, one character a byte. */
    String up() {
        return up.toString(ISO_8859_1);
    }

    /** What came from it. */
    String down() {
        return down.toString(ISO_8859_1);
    }

    /** Whether a client has ended its stream. */
    boolean clientIsGone() {
        return clientIsGone;
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
