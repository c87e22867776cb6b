package io.sluice.relay;

import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.net.UnixDomainSocketAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.List;
import java.util.function.Consumer;
import javax.net.ssl.SSLEngine;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One attempt to reach a destination: a name is resolved on a thread that may block, then its addresses are tried in
 * turn without blocking. What is left of the connect timeout is shared evenly among the addresses that are left. The
 * first that accepts has all of it for what comes before the session's bytes, and is the last that is tried: what it
 * says to a preamble or to TLS is what the target says. Confined to the loop's thread but for the resolving.
 *
 * <pre>
 *   resolving ──► connecting ──accepted──► preamble ──written──► TLS handshake ──finished──► connected
 *                  ▲    │                  (if any)                 (if any)
 *                  └next┘
 * </pre>
 */
final class Dial {
    private static final Logger LOG = LoggerFactory.getLogger(Dial.class);

    /** What a dial comes to; called once, on the loop's thread, unless the dial is cancelled before. */
    interface Outcome {
        /** The target is there for the session's bytes; nobody waits for it to be ready yet. It is the callee's now. */
        void connected(Upstream upstream);

        void failed(CloseReason reason);
    }

    private final SelectorLoop loop;
    private final SharedResources shared;
    private final Destination destination;
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
    private @Nullable TlsHandshake handshake;
    private Timers.@Nullable Timer timer;

    /**
     * Prepares a dial.
     *
     * @param handler told of readiness once the target is connected
     * @param timeout nanoseconds for all of it together
     */
    Dial(
            SelectorLoop loop,
            SharedResources shared,
            Destination destination,
            SelectorLoop.ReadyHandler handler,
            long timeout,
            Outcome outcome) {
        this.loop = loop;
        this.shared = shared;
        this.destination = destination;
        this.handler = handler;
        this.outcome = outcome;
        this.deadline = loop.now() + timeout;
    }

    /** Begins. On the loop's thread. */
    void start() {
        if (destination.isKnown()) {
            resolve().accept(this);
            return;
        }
        timer = loop.timers().schedule(deadline, () -> fail(CloseReason.TARGET_TIMED_OUT));
        shared.resolving().execute(() -> {
            if (over) {
                return;
            }
            Consumer<Dial> resolved = resolve();
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
        if (handshake != null) {
            handshake.cancel();
            handshake = null;
        }
        closeChannel();
    }

    private Consumer<Dial> resolve() {
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
            opened = shared.descriptors().open(() -> open(address));
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
            accepted();
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
                accepted();
            }
        } catch (IOException e) {
            tryAfter(reasonOf(e));
        }
    }

    private void accepted() {
        SocketChannel connected = channel;
        SelectionKey registered = key;
        if (connected == null || registered == null) {
            throw new IllegalStateException("Connected without a channel");
        }
        cancelTimer();
        registered.interestOps(0);
        try {
            byte[] preamble = destination.preamble();
            TlsEngines tls = destination.tls();
            SSLEngine engine = tls == null ? null : tls.newEngine();
            if (preamble.length > 0 || engine != null) {
                timer = loop.timers().schedule(deadline, () -> fail(CloseReason.TARGET_TIMED_OUT));
            }
            greet(connected, registered, ByteBuffer.wrap(preamble), engine);
        } catch (RuntimeException e) {
            shared.faults().report("What a target is to be greeted with is not known", e);
            fail(CloseReason.FAULT);
        }
    }

    private void greet(
            SocketChannel connected, SelectionKey registered, ByteBuffer preamble, @Nullable SSLEngine engine) {
        try {
            if (preamble.hasRemaining()) {
                connected.write(preamble);
            }
        } catch (IOException e) {
            LOG.debug("The target reset its connection before the session", e);
            fail(CloseReason.TARGET_RESET);
            return;
        }
        if (preamble.hasRemaining()) {
            SelectorLoop.ReadyHandler rest = operations -> greet(connected, registered, preamble, engine);
            registered.attach(rest);
            registered.interestOps(SelectionKey.OP_WRITE);
        } else if (engine == null) {
            registered.interestOps(0);
            succeed(registered, new PlainUpstream(connected, registered));
        } else {
            TlsRecords records = new TlsRecords(connected, engine, shared.tlsBuffers());
            handshake = new TlsHandshake(loop, registered, records, shared.handshaking(), new HandshakeOutcome());
            handshake.start();
        }
    }

    private final class HandshakeOutcome implements TlsHandshake.Outcome {
        @Override
        public void finished(SelectionKey registered, TlsRecords records) {
            succeed(registered, new TlsUpstream(loop, handler, registered, records, shared.tlsTrouble()));
        }

        @Override
        public void failed(IOException why) {
            if (why instanceof NoRoomException) {
                fail(CloseReason.NO_ROOM);
                return;
            }
            shared.tlsTrouble().log(why);
            fail(CloseReason.TARGET_TLS_FAILED);
        }

        @Override
        public void broken(RuntimeException defect) {
            shared.faults().report("A TLS handshake broke down", defect);
            fail(CloseReason.FAULT);
        }
    }

    private void succeed(SelectionKey registered, Upstream upstream) {
        over = true;
        cancelTimer();
        registered.attach(handler);
        outcome.connected(upstream);
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
            PlainUpstream.closeQuietly(channel);
            channel = null;
            key = null;
        }
    }
}
