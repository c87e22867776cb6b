package io.sluice.relay;

import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.net.UnixDomainSocketAddress;
import java.net.UnknownHostException;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One attempt to reach a destination: a name is resolved on a thread that may block, then its addresses are tried in
 * turn without blocking. What is left of the connect timeout is shared evenly among the addresses that are left.
 * Confined to the loop's thread but for the resolving.
 */
final class Dial {
    private static final Logger LOG = LoggerFactory.getLogger(Dial.class);

    /** What a dial comes to; called once, on the loop's thread, unless the dial is cancelled before. */
    interface Outcome {
        /** The channel is connected, registered without interest, and now the callee's. */
        void connected(SocketChannel channel, SelectionKey key);

        void failed(CloseReason reason);
    }

    private final SelectorLoop loop;
    private final DescriptorReserve descriptors;
    private final SelectorLoop.ReadyHandler handler;
    private final Outcome outcome;
    private final long deadline;

    /** Written on the loop's thread only. */
    private volatile boolean over;

    private List<? extends SocketAddress> addresses = List.of();
    private int next;
    private CloseReason failure = CloseReason.TARGET_UNREACHABLE;
    private @Nullable SocketChannel channel;
    private @Nullable SelectionKey key;
    private Timers.@Nullable Timer timer;

    /**
     * Prepares a dial.
     *
     * @param handler told of readiness once the channel is connected
     * @param timeout nanoseconds for resolving and connecting together
     */
    Dial(
            SelectorLoop loop,
            DescriptorReserve descriptors,
            SelectorLoop.ReadyHandler handler,
            long timeout,
            Outcome outcome) {
        this.loop = loop;
        this.descriptors = descriptors;
        this.handler = handler;
        this.outcome = outcome;
        this.deadline = loop.now() + timeout;
    }

    /** Begins. On the loop's thread. */
    void start(Destination destination, Executor resolving) {
        if (destination.isKnown()) {
            resolve(destination).accept(this);
            return;
        }
        timer = loop.timers().schedule(deadline, () -> fail(CloseReason.TARGET_TIMED_OUT));
        resolving.execute(() -> {
            if (over) {
                return;
            }
            Consumer<Dial> resolved = resolve(destination);
            loop.execute(() -> {
                if (!over) {
                    resolved.accept(this);
                }
            });
        });
    }

    /** Gives up without an outcome. On the loop's thread. */
    void cancel() {
        over = true;
        cancelTimer();
        closeChannel();
    }

    private static Consumer<Dial> resolve(Destination destination) {
        try {
            List<? extends SocketAddress> found = destination.addresses();
            return dial -> dial.tryAll(found);
        } catch (UnknownHostException e) {
            LOG.debug("A target's name was not found", e);
            return dial -> dial.fail(CloseReason.TARGET_NAME_NOT_FOUND);
        } catch (IOException e) {
            LOG.debug("A target's addresses were not found", e);
            return dial -> dial.fail(CloseReason.TARGET_UNREACHABLE);
        } catch (RuntimeException e) {
            LOG.error("Finding a target's addresses failed", e);
            return dial -> dial.fail(CloseReason.FAULT);
        }
    }

    private void tryAll(List<? extends SocketAddress> found) {
        addresses = found;
        tryNext();
    }

    private void tryNext() {
        cancelTimer();
        closeChannel();
        if (next == addresses.size()) {
            fail(failure);
            return;
        }
        long now = loop.now();
        long share = (deadline - now) / (addresses.size() - next);
        timer = loop.timers().schedule(now + share, () -> tryAfter(CloseReason.TARGET_TIMED_OUT));
        SocketAddress address = addresses.get(next++);
        try {
            connect(address);
        } catch (IOException e) {
            tryAfter(reasonOf(e));
        } catch (RuntimeException e) {
            // Such as an IPv6 address where there is only IPv4.
            LOG.debug("A target's address cannot be used", e);
            tryAfter(CloseReason.TARGET_UNREACHABLE);
        }
    }

    private void connect(SocketAddress address) throws IOException {
        SocketChannel opened;
        try {
            opened = descriptors.open(() -> open(address));
        } catch (IOException e) {
            LOG.debug("No channel could be opened for a target", e);
            fail(CloseReason.NO_ROOM);
            return;
        }
        channel = opened;
        opened.configureBlocking(false);
        if (!(address instanceof UnixDomainSocketAddress)) {
            opened.setOption(StandardSocketOptions.TCP_NODELAY, true);
        }
        boolean connected = opened.connect(address);
        key = loop.register(opened, connected ? 0 : SelectionKey.OP_CONNECT, operations -> connectable());
        if (connected) {
            succeed();
        }
    }

    private static SocketChannel open(SocketAddress address) throws IOException {
        return address instanceof UnixDomainSocketAddress
                ? SocketChannel.open(StandardProtocolFamily.UNIX)
                : SocketChannel.open();
    }

    private void connectable() {
        SocketChannel connecting = channel;
        if (over || connecting == null) {
            return;
        }
        try {
            if (connecting.finishConnect()) {
                succeed();
            }
        } catch (IOException e) {
            tryAfter(reasonOf(e));
        }
    }

    private void succeed() {
        SocketChannel connected = channel;
        SelectionKey registered = key;
        if (connected == null || registered == null) {
            throw new IllegalStateException("Connected without a channel");
        }
        over = true;
        cancelTimer();
        registered.interestOps(0);
        registered.attach(handler);
        outcome.connected(connected, registered);
    }

    private void tryAfter(CloseReason reason) {
        failure = reason;
        tryNext();
    }

    private void fail(CloseReason reason) {
        cancel();
        outcome.failed(reason);
    }

    private static CloseReason reasonOf(IOException e) {
        LOG.debug("A target's address did not accept", e);
        String message = String.valueOf(e.getMessage());
        if (e instanceof NoRouteToHostException || message.contains("unreachable")) {
            return CloseReason.TARGET_UNREACHABLE;
        }
        if (message.contains("timed out")) {
            return CloseReason.TARGET_TIMED_OUT;
        }
        if (message.contains("reset")) {
            // It had accepted, or else this would be a refusal.
            return CloseReason.TARGET_RESET;
        }
        return e instanceof ConnectException ? CloseReason.TARGET_REFUSED : CloseReason.TARGET_UNREACHABLE;
    }

    private void cancelTimer() {
        if (timer != null) {
            timer.cancel();
            timer = null;
        }
    }

    private void closeChannel() {
        if (channel != null) {
            Upstream.closeQuietly(channel);
            channel = null;
            key = null;
        }
    }
}
