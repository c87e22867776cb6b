package io.sluice.runner;

import io.sluice.config.HostPort;
import io.sluice.config.LimitSettings;
import io.sluice.relay.DescriptorReserve;
import io.sluice.relay.Ticker;
import org.eclipse.jetty.alpn.server.ALPNServerConnectionFactory;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.http2.server.HTTP2ServerConnectionFactory;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.jspecify.annotations.Nullable;

/** Listeners: plain HTTP/1.1, or TLS with HTTP/1.1 and HTTP/2. */
final class Connectors {
    private final Server server;
    private final LimitSettings limits;
    private final DescriptorReserve descriptors;
    private final Ticker ticker;

    /** For listeners of one server, with these limits on what a request's header may be. */
    Connectors(Server server, LimitSettings limits, DescriptorReserve descriptors, Ticker ticker) {
        this.server = server;
        this.limits = limits;
        this.descriptors = descriptors;
        this.ticker = ticker;
    }

    /**
     * Adds the listener of clients to the server, not yet bound.
     *
     * @param tls null for plain HTTP
     * @param proxies are believed when they tell whom they speak for
     */
    ServerConnector addForClients(HostPort address, @Nullable ServerTls tls, TrustedProxies proxies) {
        HttpConfiguration http = http();
        if (tls != null) {
            http.addCustomizer(tls.requests());
        }
        http.addCustomizer(new ForwardedClient(proxies));
        ConnectionFactory[] protocols =
                tls == null ? new ConnectionFactory[] {new HttpConnectionFactory(http)} : secure(http, tls);
        Listener listener = new Listener(server, descriptors, protocols);
        listener.addFirstConnectionFactory(new ProxyHeaders(proxies, protocols[0]));
        return add(listener, address);
    }

    /** Adds a listener of plain HTTP that knows of no proxies, not yet bound. */
    ServerConnector addForOperators(HostPort address) {
        return add(new Listener(server, descriptors, new HttpConnectionFactory(http())), address);
    }

    private HttpConfiguration http() {
        HttpConfiguration http = new HttpConfiguration();
        http.setSendServerVersion(false);
        http.setRequestHeaderSize(limits.headerSize());
        return http;
    }

    private static ConnectionFactory[] secure(HttpConfiguration http, ServerTls tls) {
        HTTP2ServerConnectionFactory http2 = new HTTP2ServerConnectionFactory(http);
        http2.setConnectProtocolEnabled(true);
        ALPNServerConnectionFactory alpn = new ALPNServerConnectionFactory();
        alpn.setDefaultProtocol(HttpVersion.HTTP_1_1.asString());
        return new ConnectionFactory[] {
            new InlineTls(tls.factory(), alpn.getProtocol()), alpn, http2, new HttpConnectionFactory(http)
        };
    }

    private ServerConnector add(ServerConnector connector, HostPort address) {
        connector.setHost(address.host());
        connector.setPort(address.port());
        connector.addBean(new HeaderTimeout(connector.getScheduler(), ticker, limits.headerTime()));
        server.addConnector(connector);
        return connector;
    }
}
