package io.sluice.runner;

import io.sluice.config.AddressRange;
import io.sluice.config.HostPort;
import io.sluice.config.LimitSettings;
import io.sluice.relay.RelayEngine;
import io.sluice.relay.Ticker;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.List;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.jspecify.annotations.Nullable;

/** A listener of clients whose application answers with what it is told of them. */
final class RequestMirror implements AutoCloseable {
    private static final int HANGING_MILLIS = 30_000;

    private final RelayEngine engine;
    private final Server server = new Server();
    private final TrustedProxies proxies = new TrustedProxies();
    private final ServerConnector connector;

    private RequestMirror(@Nullable ServerTls tls, String... trusted) throws Exception {
        engine = new RelayEngine(1, Ticker.SYSTEM);
        proxies.trust(Arrays.stream(trusted).map(AddressRange::parse).toList());
        connector = new Connectors(server, LimitSettings.DEFAULT, engine.descriptors(), Ticker.SYSTEM)
                .addForClients(new HostPort(HostPort.LOOPBACK, 0), tls, proxies);
        ServletContextHandler application = new ServletContextHandler("/");
        application.addServlet(new ServletHolder(new Reflection()), "/*");
        server.setHandler(application);
        server.start();
    }

    /** Starts one that trusts these proxies. */
    static RequestMirror start(@Nullable ServerTls tls, String... trusted) throws Exception {
        return new RequestMirror(tls, trusted);
    }

    TrustedProxies proxies() {
        return proxies;
    }

    int port() {
        return connector.getLocalPort();
    }

    /** A connection from one of this machine's addresses. */
    Socket connect(String from) throws IOException {
        return connect(from, port());
    }

    static Socket connect(String from, int port) throws IOException {
        Socket socket = new Socket();
        socket.setSoTimeout(HANGING_MILLIS);
        socket.bind(new InetSocketAddress(from, 0));
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        return socket;
    }

    @Override
    public void close() {
        try {
            server.stop();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        } finally {
            engine.close();
        }
    }

    private static final class Reflection extends HttpServlet {
        private static final long serialVersionUID = 1L;

        @Override
        protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
            if (request.getRequestURI().equals("/error")) {
                response.sendError(HttpServletResponse.SC_NOT_FOUND);
                return;
            }
            X509Certificate[] chain =
                    (X509Certificate[]) request.getAttribute("jakarta.servlet.request.X509Certificate");
            List<String> names = chain == null
                    ? List.of()
                    : Arrays.stream(chain)
                            .map(certificate ->
                                    certificate.getSubjectX500Principal().getName())
                            .toList();
            response.getWriter()
                    .print(request.getRemoteAddr() + " " + request.getRemotePort() + " " + request.getScheme() + " "
                            + request.isSecure() + " " + request.getServerName() + ":" + request.getServerPort() + " "
                            + names);
        }
    }
}
