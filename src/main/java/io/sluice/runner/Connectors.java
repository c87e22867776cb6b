package io.sluice.runner;

import io.sluice.config.ConfigurationException;
import io.sluice.config.HostPort;
import io.sluice.config.TlsSettings;
import org.eclipse.jetty.alpn.server.ALPNServerConnectionFactory;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.http2.server.HTTP2ServerConnectionFactory;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.jspecify.annotations.Nullable;

/** Listeners: plain HTTP/1.1, or TLS with HTTP/1.1 and HTTP/2. */
final class Connectors {
    private Connectors() {}

    /**
     * A listener, not yet bound.
     *
     * @param tls the certificate, or null for plain HTTP
     * @throws ConfigurationException if the certificate or its key cannot be used
     */
    static ServerConnector open(Server server, HostPort address, @Nullable TlsSettings tls)
            throws ConfigurationException {
        HttpConfiguration http = new HttpConfiguration();
        http.setSendServerVersion(false);
        ServerConnector connector = tls == null
                ? new ServerConnector(server, new HttpConnectionFactory(http))
                : secure(server, http, Certificates.load(tls));
        connector.setHost(address.host());
        connector.setPort(address.port());
        return connector;
    }

    private static ServerConnector secure(Server server, HttpConfiguration http, SslContextFactory.Server tls) {
        // There is one certificate: whether it is the right one for this host is for the client to judge.
        http.addCustomizer(new SecureRequestCustomizer(false));
        HTTP2ServerConnectionFactory http2 = new HTTP2ServerConnectionFactory(http);
        http2.setConnectProtocolEnabled(true);
        ALPNServerConnectionFactory alpn = new ALPNServerConnectionFactory();
        alpn.setDefaultProtocol(HttpVersion.HTTP_1_1.asString());
        return new ServerConnector(
                server,
                new SslConnectionFactory(tls, alpn.getProtocol()),
                alpn,
                http2,
                new HttpConnectionFactory(http));
    }
}
