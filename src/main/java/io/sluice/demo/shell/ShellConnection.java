package io.sluice.demo.shell;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.sshd.common.io.IoSession;
import org.apache.sshd.common.io.IoWriteFuture;
import org.apache.sshd.common.util.buffer.Buffer;
import org.apache.sshd.server.ServerFactoryManager;
import org.apache.sshd.server.session.ServerSessionImpl;

/**
 * One SSH connection, which is closed when too many packets wait for the socket: they are answers to a client that asks
 * on and on, and reads none.
 */
final class ShellConnection extends ServerSessionImpl {
    private static final int MOST_UNSENT = 1000;

    private final AtomicInteger unsent = new AtomicInteger();

    ShellConnection(ServerFactoryManager server, IoSession socket) throws Exception {
        super(server, socket);
    }

    @Override
    public IoWriteFuture writePacket(Buffer packet) throws IOException {
        if (unsent.get() >= MOST_UNSENT) {
            close(true);
        }
        IoWriteFuture written = super.writePacket(packet);
        unsent.incrementAndGet();
        written.addListener(future -> unsent.decrementAndGet());
        return written;
    }
}
