package io.sluice.cli;

import io.sluice.testing.Eventually;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.http.HostPortHttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpScheme;
import org.eclipse.jetty.http.MetaData;
import org.eclipse.jetty.http2.api.Session;
import org.eclipse.jetty.http2.api.Stream;
import org.eclipse.jetty.http2.frames.DataFrame;
import org.eclipse.jetty.http2.frames.HeadersFrame;

/** A WebSocket on a stream of an HTTP/2 connection (RFC 8441), for frames of less than 126 bytes. */
final class Http2WebSocket implements Stream.Listener {
    static final int BINARY = 2;
    static final int CLOSE = 8;

    private static final long HANGING_SECONDS = 30;
    private static final byte[] MASK = {1, 2, 3, 4};

    private final CompletableFuture<MetaData.Response> answer = new CompletableFuture<>();
    private final ByteArrayOutputStream received = new ByteArrayOutputStream();
    private Stream stream;

    private Http2WebSocket() {}

    /** Sends the handshake, an extended CONNECT. */
    static Http2WebSocket open(Session session, int port, String path) throws Exception {
        Http2WebSocket webSocket = new Http2WebSocket();
        HttpFields fields =
                HttpFields.build().put("sec-websocket-version", "13").put("sec-websocket-protocol", "binary");
        MetaData.ConnectRequest request = new MetaData.ConnectRequest(
                HttpScheme.HTTPS, new HostPortHttpField("127.0.0.1:" + port), path, fields, "websocket");
        webSocket.stream = session.newStream(new HeadersFrame(request, null, false), webSocket)
                .get(HANGING_SECONDS, TimeUnit.SECONDS);
        return webSocket;
    }

    MetaData.Response answer() throws Exception {
        return answer.get(HANGING_SECONDS, TimeUnit.SECONDS);
    }

    @Override
    public void onHeaders(Stream from, HeadersFrame frame) {
        answer.complete((MetaData.Response) frame.getMetaData());
        from.demand();
    }

    @Override
    public void onDataAvailable(Stream from) {
        Stream.Data data = from.readData();
        if (data == null) {
            from.demand();
            return;
        }
        ByteBuffer bytes = data.frame().getByteBuffer();
        byte[] copy = new byte[bytes.remaining()];
        bytes.get(copy);
        synchronized (received) {
            received.writeBytes(copy);
        }
        data.release();
        if (!data.frame().isEndStream()) {
            from.demand();
        }
    }

    void send(int opcode, byte[] payload) throws Exception {
        ByteBuffer frame = ByteBuffer.allocate(6 + payload.length);
        frame.put((byte) (0x80 | opcode)).put((byte) (0x80 | payload.length)).put(MASK);
        for (int i = 0; i < payload.length; i++) {
            frame.put((byte) (payload[i] ^ MASK[i % MASK.length]));
        }
        stream.data(new DataFrame(stream.getId(), frame.flip(), false)).get(HANGING_SECONDS, TimeUnit.SECONDS);
    }

    /** The next bytes as they come: frames with their headers. */
    byte[] received(int count) {
        Eventually.holds(count + " bytes have come", () -> {
            synchronized (received) {
                return received.size() >= count;
            }
        });
        synchronized (received) {
            byte[] bytes = received.toByteArray();
            received.reset();
            return bytes;
        }
    }
}
