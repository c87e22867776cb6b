package io.sluice.relay;

import java.io.IOException;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/**
 * Tries whether a destination takes connections: dials it as a session does, and closes the connection at once, without
 * a byte. Confined to the loop's thread.
 */
final class Probe implements Dial.Outcome {
    private final ContainedLoop contained;
    private final Dial dial;
    private final Consumer<Reachability> told;
    private boolean over;

    private Probe(
            SelectorLoop loop,
            SharedResources shared,
            Destination destination,
            Duration timeout,
            Consumer<Reachability> told) {
        this.contained = new ContainedLoop(loop, this::thrown);
        this.told = told;
        this.dial = new Dial(
                loop,
                shared,
                new Addresses(destination),
                operations -> {
                    // Nothing is waited for.
                },
                timeout.toNanos(),
                this);
    }

    /** Begins. On any thread. */
    static void start(
            SelectorLoop loop,
            SharedResources shared,
            Destination destination,
            Duration timeout,
            Consumer<Reachability> told) {
        loop.execute(() -> {
            Probe probe = new Probe(loop, shared, destination, timeout, told);
            probe.contained.run(probe.dial::start);
        });
    }

    @Override
    public void connected(Upstream upstream) {
        upstream.close();
        end(Reachability.REACHABLE);
    }

    @Override
    public void failed(CloseReason reason) {
        end(reason.targetIsAway() ? Reachability.UNREACHABLE : Reachability.UNKNOWN);
    }

    private void thrown(Throwable e) {
        dial.cancel();
        end(Reachability.UNKNOWN);
    }

    private void end(Reachability found) {
        if (!over) {
            over = true;
            told.accept(found);
        }
    }

    /** A destination of which only the addresses are used: a probe says nothing, and speaks no TLS. */
    private record Addresses(Destination whole) implements Destination {
        @Override
        public List<? extends SocketAddress> addresses() throws IOException {
            return whole.addresses();
        }

        @Override
        public boolean isKnown() {
            return whole.isKnown();
        }
    }
}
