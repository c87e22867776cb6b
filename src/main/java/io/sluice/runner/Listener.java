package io.sluice.runner;

import io.sluice.relay.DescriptorReserve;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.eclipse.jetty.io.ManagedSelector;
import org.eclipse.jetty.io.SocketChannelEndPoint;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;

/**
 * A connector of Jetty whose connections are {@link ClientChannel}s. It lets go of the reserve when there is no
 * descriptor to accept a connection with, so that the next ones can be answered.
 */
final class Listener extends ServerConnector {
    /** Before it tries again, so that it does not spin when even the reserve is used up. */
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

    /** Connections that the system keeps until they are accepted; as many as Linux allows unless told otherwise. */
    private static final int BACKLOG = 4096;

    private final DescriptorReserve descriptors;

    Listener(Server server, DescriptorReserve descriptors, ConnectionFactory... protocols) {
        super(server, protocols);
        setAcceptQueueSize(BACKLOG);
        this.descriptors = descriptors;
    }

    @Override
    protected SocketChannelEndPoint newEndPoint(SocketChannel channel, ManagedSelector selector, SelectionKey key) {
        ClientChannel client = new ClientChannel(channel, selector, key, getScheduler());
        client.setIdleTimeout(getIdleTimeout());
        return client;
    }

    @Override
    protected boolean handleAcceptFailure(Throwable failure) {
        if (!isRunning() || failure instanceof ClosedChannelException || !(failure instanceof IOException shortage)) {
            return super.handleAcceptFailure(failure);
        }
        descriptors.ranOut(shortage);
        LockSupport.parkNanos(PAUSE_NANOS);
        return true;
    }
}
