package io.sluice.runner;

import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.AbstractConnectionFactory;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.Connector;

/**
 * Looks for a {@link ProxyHeader} at the beginning of connections that come from trusted proxies. All others are not
 * looked at: from them it would be a bad request.
 */
final class ProxyHeaders extends AbstractConnectionFactory {
    private final TrustedProxies proxies;
    private final ConnectionFactory next;

    /** Before what connections are otherwise. */
    ProxyHeaders(TrustedProxies proxies, ConnectionFactory next) {
        super("proxy");
        this.proxies = proxies;
        this.next = next;
    }

    @Override
    public Connection newConnection(Connector connector, EndPoint endPoint) {
        if (endPoint instanceof ClientChannel client && proxies.trusts(client.getRemoteSocketAddress())) {
            return configure(new ProxyHeaderConnection(client, connector, next), connector, client);
        }
        return next.newConnection(connector, endPoint);
    }
}
