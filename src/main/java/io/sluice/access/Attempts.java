package io.sluice.access;

import io.sluice.relay.Ticker;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.time.Duration;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Slows down who guesses. The first few failures are free; after each further one, the next attempt has to wait, twice
 * as long each time. An address waits up to a minute. A user's name waits for a few seconds only, since others can make
 * it wait. Failures are forgotten after a quarter of an hour without any. Used from any thread.
 */
public final class Attempts {
    private static final int FREE = 5;
    private static final int MOST_NAMES = 10_000;
    private static final int MOST_DOUBLINGS = 10;
    private static final Duration FIRST = Duration.ofSeconds(1);
    private static final Duration LONGEST_FOR_ADDRESS = Duration.ofMinutes(1);
    private static final Duration LONGEST_FOR_USER = Duration.ofSeconds(8);
    private static final Duration FORGOTTEN = Duration.ofMinutes(15);

    /** As many bytes of an IPv6 address as are one customer's. */
    private static final int NETWORK = 8;

    private record Failures(int count, long last) {}

    private final Ticker ticker;

    /** Guarded by this. */
    private final Recent addresses = new Recent();

    /** Guarded by this. */
    private final Recent users = new Recent();

    /** The one that failed the longest time ago comes first, and goes when there are too many. */
    private static final class Recent extends LinkedHashMap<String, Failures> {
        private static final long serialVersionUID = 1L;

        Recent() {
            super(16, 0.75f, true);
        }

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Failures> eldest) {
            return size() > MOST_NAMES;
        }
    }

    /** None yet. */
    public Attempts(Ticker ticker) {
        this.ticker = ticker;
    }

    /** A refusal when the next attempt from this address has to wait, else null. */
    @Nullable
    Refused slowed(InetAddress address) {
        return slowedBy(addresses, key(address), LONGEST_FOR_ADDRESS);
    }

    /** A refusal when the next attempt to be this user has to wait, else null. */
    @Nullable
    Refused slowed(String user) {
        return slowedBy(users, user, LONGEST_FOR_USER);
    }

    /** One more failure from this address. */
    void failed(InetAddress address) {
        count(addresses, key(address));
    }

    /** One more failure to be this user. */
    void failed(String user) {
        count(users, user);
    }

    /**
     * This user is known: what others have tried is forgotten. Not what came from an address, or else whoever has one
     * account could guess at others.
     */
    synchronized void succeeded(String user) {
        users.remove(user);
    }

    private synchronized @Nullable Refused slowedBy(Recent failures, String key, Duration longest) {
        Failures known = known(failures, key);
        if (known == null || known.count() < FREE) {
            return null;
        }
        int doublings = Math.min(known.count() - FREE, MOST_DOUBLINGS);
        Duration wait = FIRST.multipliedBy(1L << doublings);
        Duration bounded = wait.compareTo(longest) > 0 ? longest : wait;
        long left = known.last() + bounded.toNanos() - ticker.nanos();
        return left <= 0
                ? null
                : new Refused(Refusal.TOO_MANY_FAILURES, Duration.ofNanos(left).plusSeconds(1));
    }

    private synchronized void count(Recent failures, String key) {
        Failures known = known(failures, key);
        failures.put(key, new Failures(known == null ? 1 : known.count() + 1, ticker.nanos()));
    }

    private @Nullable Failures known(Recent failures, String key) {
        Failures known = failures.get(key);
        if (known != null && ticker.nanos() - known.last() > FORGOTTEN.toNanos()) {
            failures.remove(key);
            return null;
        }
        return known;
    }

    private static String key(InetAddress address) {
        byte[] bytes = address.getAddress();
        int significant = address instanceof Inet6Address ? NETWORK : bytes.length;
        return HexFormat.of().formatHex(bytes, 0, significant);
    }
}
