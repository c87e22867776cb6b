package io.sluice.peers;

import io.sluice.testing.RawWebSocket;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Arrays;

/**
 * The client's end of a tunnel: what connects to it by TCP is carried through a WebSocket of its own. When the TCP
 * client ends its stream, the WebSocket is closed; when the WebSocket is closed, the TCP client gets the end of the
 * stream.
 */
final class WebSocketTunnel implements AutoCloseable {
    private static final int BUFFER_BYTES = 64 * 1024;
    private static final int NORMAL = 1000;

    private final ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final int gatewayPort;
    private final String path;

    WebSocketTunnel(int gatewayPort, String path) throws IOException {
        this.gatewayPort = gatewayPort;
        this.path = path;
        CopyingThread.start("test-tunnel-accept", this::accept);
    }

    int port() {
        return server.getLocalPort();
    }

    private void accept() throws IOException {
        while (true) {
            Socket client = server.accept();
            client.setTcpNoDelay(true);
            Socket carrier = new Socket(InetAddress.getLoopbackAddress(), gatewayPort);
            carrier.setTcpNoDelay(true);
            RawWebSocket webSocket = RawWebSocket.open(carrier, path);
            CopyingThread.start("test-tunnel-up", () -> up(client, webSocket));
            CopyingThread.start("test-tunnel-down", () -> down(client, webSocket));
        }
    }

    private static void up(Socket client, RawWebSocket webSocket) throws IOException {
        InputStream in = client.getInputStream();
        byte[] buffer = new byte[BUFFER_BYTES];
        for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
            webSocket.send(Arrays.copyOf(buffer, count));
        }
        webSocket.sendClose(NORMAL);
    }

    private static void down(Socket client, RawWebSocket webSocket) throws IOException {
        try (client;
                webSocket) {
            while (true) {
                RawWebSocket.Frame frame = webSocket.read();
                if (frame.isClose()) {
                    webSocket.send(true, RawWebSocket.CLOSE, frame.payload());
                    client.shutdownOutput();
                    return;
                }
                if (frame.opcode() == RawWebSocket.PING) {
                    webSocket.send(true, RawWebSocket.PONG, frame.payload());
                } else {
                    client.getOutputStream().write(frame.payload());
                }
            }
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
