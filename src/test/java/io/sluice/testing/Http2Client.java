package io.sluice.testing;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.http.HostPortHttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpScheme;
import org.eclipse.jetty.http.HttpURI;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.http.MetaData;
import org.eclipse.jetty.http2.ErrorCode;
import org.eclipse.jetty.http2.api.Session;
import org.eclipse.jetty.http2.api.Stream;
import org.eclipse.jetty.http2.client.HTTP2Client;
import org.eclipse.jetty.http2.frames.HeadersFrame;
import org.eclipse.jetty.http2.frames.ResetFrame;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.ssl.SslContextFactory;

/** Sends requests over one HTTP/2 connection, and returns the status of each answer. */
public final class Http2Client implements AutoCloseable {
    private static final long HANGING_SECONDS = 30;

    private final HTTP2Client client;
    private final Session session;
    private final HttpScheme scheme;
    private final int port;
    private Stream last;

    private Http2Client(HTTP2Client client, Session session, HttpScheme scheme, int port) {
        this.client = client;
        this.session = session;
        this.scheme = scheme;
        this.port = port;
    }

    /** Over TLS, whatever certificate is shown. */
    public static Http2Client overTls(int port) throws Exception {
        SslContextFactory.Client tls = new SslContextFactory.Client(true);
        tls.setEndpointIdentificationAlgorithm(null);
        tls.start();
        HTTP2Client client = started();
        Session session =
                client.connect(tls, address(port), new Session.Listener() {}).get(HANGING_SECONDS, TimeUnit.SECONDS);
        return new Http2Client(client, session, HttpScheme.HTTPS, port);
    }

    /** Without TLS, to a server that is known to speak HTTP/2. */
    public static Http2Client inClear(int port) throws Exception {
        HTTP2Client client = started();
        Session session =
                client.connect(address(port), new Session.Listener() {}).get(HANGING_SECONDS, TimeUnit.SECONDS);
        return new Http2Client(client, session, HttpScheme.HTTP, port);
    }

    private static HTTP2Client started() throws Exception {
        HTTP2Client client = new HTTP2Client();
        client.start();
        return client;
    }

    private static InetSocketAddress address(int port) {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    }

    /** A WebSocket handshake (RFC 8441); the stream stays until {@link #cancel}. */
    public int handshake(String path, String... headers) throws Exception {
        HttpFields fields = fields(headers).put("sec-websocket-version", "13");
        return answer(new MetaData.ConnectRequest(
                scheme, new HostPortHttpField("localhost:" + port), path, fields, "websocket"));
    }

    /** A plain GET. */
    public int get(String path, String... headers) throws Exception {
        HttpURI uri = HttpURI.from(scheme.asString() + "://localhost:" + port + path);
        return answer(new MetaData.Request("GET", uri, HttpVersion.HTTP_2, fields(headers)));
    }

    private static HttpFields.Mutable fields(String... headers) {
        HttpFields.Mutable fields = HttpFields.build();
        for (String header : headers) {
            int colon = header.indexOf(':');
            fields.add(header.substring(0, colon), header.substring(colon + 1).strip());
        }
        return fields;
    }

    private int answer(MetaData.Request request) throws Exception {
        CompletableFuture<Integer> status = new CompletableFuture<>();
        boolean ends = !(request instanceof MetaData.ConnectRequest);
        last = session.newStream(new HeadersFrame(request, null, ends), new Stream.Listener() {
                    @Override
                    public void onHeaders(Stream from, HeadersFrame frame) {
                        status.complete(((MetaData.Response) frame.getMetaData()).getStatus());
                        from.demand();
                    }

                    @Override
                    public void onDataAvailable(Stream from) {
                        Stream.Data data = from.readData();
                        if (data == null) {
                            from.demand();
                            return;
                        }
                        data.release();
                        if (!data.frame().isEndStream()) {
                            from.demand();
                        }
                    }

                    @Override
                    public void onReset(Stream from, ResetFrame frame, Callback callback) {
                        status.completeExceptionally(new AssertionError("The stream was reset: " + frame));
                        callback.succeeded();
                    }
                })
                .get(HANGING_SECONDS, TimeUnit.SECONDS);
        return status.get(HANGING_SECONDS, TimeUnit.SECONDS);
    }

    /** Resets the stream of the last request. */
    public void cancel() {
        last.reset(new ResetFrame(last.getId(), ErrorCode.CANCEL_STREAM_ERROR.code), Callback.NOOP);
    }

    @Override
    public void close() throws Exception {
        client.stop();
    }
}
