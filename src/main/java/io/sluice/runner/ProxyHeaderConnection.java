package io.sluice.runner;

import java.io.IOException;
import java.net.ProtocolException;
import java.nio.ByteBuffer;
import org.eclipse.jetty.io.AbstractConnection;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.util.BufferUtil;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The beginning of a connection from a trusted proxy: until it is known whether there is a {@link ProxyHeader}, and
 * what it tells. Then the connection is what it would have been, with all other bytes.
 */
final class ProxyHeaderConnection extends AbstractConnection implements Connection.UpgradeFrom {
    private static final Logger LOG = LoggerFactory.getLogger(ProxyHeaderConnection.class);

    private final ClientChannel client;
    private final Connector connector;
    private final ConnectionFactory next;
    private final ByteBuffer received = BufferUtil.allocate(ProxyHeader.LONGEST);

    /** Of a client that is not known yet. */
    ProxyHeaderConnection(ClientChannel client, Connector connector, ConnectionFactory next) {
        super(client, connector.getExecutor());
        this.client = client;
        this.connector = connector;
        this.next = next;
    }

    @Override
    public void onOpen() {
        super.onOpen();
        fillInterested();
    }

    @Override
    public void onFillable() {
        try {
            int filled = client.fill(received);
            while (filled > 0) {
                ProxyHeader header = ProxyHeader.at(received);
                if (header != null) {
                    goOn(header);
                    return;
                }
                filled = client.fill(received);
            }
            if (filled < 0) {
                close();
            } else {
                fillInterested();
            }
        } catch (ProtocolException e) {
            LOG.warn("{} sent a PROXY header with {}", client.getRemoteSocketAddress(), e.getMessage());
            close();
        } catch (IOException e) {
            close();
        }
    }

    private void goOn(ProxyHeader header) {
        received.position(received.position() + header.length());
        if (header.client() != null) {
            client.speaksFor(header.client());
        }
        client.upgrade(next.newConnection(connector, client));
    }

    @Override
    public @Nullable ByteBuffer onUpgradeFrom() {
        return received.hasRemaining() ? received : null;
    }
}
