package io.sluice.runner;

import io.sluice.config.ConfigurationException;
import io.sluice.config.HostPort;
import io.sluice.config.LimitSettings;
import io.sluice.config.TlsSettings;
import io.sluice.relay.DescriptorReserve;
import io.sluice.relay.Ticker;
import org.eclipse.jetty.alpn.server.ALPNServerConnectionFactory;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.http2.server.HTTP2ServerConnectionFactory;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.ssl.SslContextFactory;
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
     * Adds a listener to the server, not yet bound.
     *
     * @param tls the certificate, or null for plain HTTP
     * @throws ConfigurationException if the certificate or its key cannot be used
     */
    ServerConnector add(HostPort address, @Nullable TlsSettings tls) throws ConfigurationException {
        HttpConfiguration http = new HttpConfiguration();
        http.setSendServerVersion(false);
        http.setRequestHeaderSize(limits.headerSize());
        ServerConnector connector = tls == null
                ? new Listener(server, descriptors, new HttpConnectionFactory(http))
                : secure(http, Certificates.load(tls));
        connector.setHost(address.host());
        connector.setPort(address.port());
        connector.addBean(new HeaderTimeout(connector.getScheduler(), ticker, limits.headerTime()));
        server.addConnector(connector);
        return connector;
    }

    private ServerConnector secure(HttpConfiguration http, SslContextFactory.Server tls) {
        // There is one certificate: whether it is the right one for this host is for the client to judge.
        http.addCustomizer(new SecureRequestCustomizer(false));
        HTTP2ServerConnectionFactory http2 = new HTTP2ServerConnectionFactory(http);
        http2.setConnectProtocolEnabled(true);
        ALPNServerConnectionFactory alpn = new ALPNServerConnectionFactory();
        alpn.setDefaultProtocol(HttpVersion.HTTP_1_1.asString());
        return new Listener(
                server,
                descriptors,
                new InlineTls(tls, alpn.getProtocol()),
                alpn,
                http2,
                new HttpConnectionFactory(http));
    }
}
