package io.sluice.runner;

import io.sluice.relay.Ticker;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.server.AbstractMetaDataConnection;
import org.eclipse.jetty.server.NegotiatingServerConnection;
import org.eclipse.jetty.util.component.AbstractLifeCycle;
import org.eclipse.jetty.util.thread.Scheduler;

/**
 * Closes connections whose TLS handshake, whose proxy's header or whose request's header takes too long to arrive.
 * Jetty's own idle timeout begins anew with each byte. Belongs to one connector; HTTP/2 is not watched, since its
 * connections have no header of their own.
 */
final class HeaderTimeout extends AbstractLifeCycle implements Connection.Listener {
    private static final long LOOKING_MILLIS = 250;

    private final Scheduler scheduler;
    private final Ticker ticker;
    private final long longest;
    private final Map<Connection, Progress> watched = new ConcurrentHashMap<>();

    /**
     * How far a connection was when it was looked at.
     *
     * @param messages how many requests it had begun to serve
     * @param bytes how many bytes it had received when the last of them began, or before the first
     * @param waitingSince since when it has received more than that, or {@link #NOT_WAITING}
     */
    private record Progress(long messages, long bytes, long waitingSince) {
        static final long NOT_WAITING = Long.MAX_VALUE;
    }

    HeaderTimeout(Scheduler scheduler, Ticker ticker, Duration longest) {
        this.scheduler = scheduler;
        this.ticker = ticker;
        this.longest = longest.toNanos();
    }

    @Override
    public void onOpened(Connection connection) {
        if (connection instanceof NegotiatingServerConnection || connection instanceof ProxyHeaderConnection) {
            // It is replaced when the TLS handshake is done, or the proxy's header is there.
            watched.put(connection, new Progress(connection.getMessagesIn(), connection.getBytesIn(), ticker.nanos()));
        } else if (connection instanceof AbstractMetaDataConnection) {
            watched.put(connection, new Progress(0, 0, Progress.NOT_WAITING));
        }
    }

    @Override
    public void onClosed(Connection connection) {
        watched.remove(connection);
    }

    @Override
    protected void doStart() {
        lookLater();
    }

    private void lookLater() {
        scheduler.schedule(this::look, LOOKING_MILLIS, TimeUnit.MILLISECONDS);
    }

    private void look() {
        if (isStopped()) {
            return;
        }
        lookLater();
        long now = ticker.nanos();
        watched.replaceAll((connection, before) -> progress(connection, before, now));
        watched.forEach((connection, progress) -> {
            if (progress.waitingSince() != Progress.NOT_WAITING && now - progress.waitingSince() >= longest) {
                connection.close();
            }
        });
    }

    private static Progress progress(Connection connection, Progress before, long now) {
        long messages = connection.getMessagesIn();
        long bytes = connection.getBytesIn();
        if (messages != before.messages() || messages > connection.getMessagesOut()) {
            // What comes while a request is being answered is its body.
            return new Progress(messages, bytes, Progress.NOT_WAITING);
        }
        if (bytes != before.bytes() && before.waitingSince() == Progress.NOT_WAITING) {
            return new Progress(messages, before.bytes(), now);
        }
        return before;
    }
}
