package io.sluice.access;

import io.sluice.relay.Ticker;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Tickets: each lets one user open one path once, within seconds. They are known to this gateway only, and only while
 * it runs. Used from any thread.
 */
public final class Tickets {
    private static final int MOST = 10_000;

    /** Beyond that, whoever asks for more has a defect, or means harm. */
    private static final int MOST_OF_ONE = 100;

    private static final int BYTES = 24;

    private record Ticket(String path, String user, long until) {}

    private final Ticker ticker;
    private final SecureRandom random = new SecureRandom();

    /** Guarded by this. */
    private final Map<String, Ticket> tickets = new HashMap<>();

    /** None yet. */
    public Tickets(Ticker ticker) {
        this.ticker = ticker;
    }

    /**
     * Gives a ticket out, as 32 characters that may stand in a URL; null when there are too many, in all or of this
     * user.
     *
     * @param path what it opens
     * @param lifetime how long it is valid
     */
    public synchronized @Nullable String issue(String path, String user, Duration lifetime) {
        long now = ticker.nanos();
        tickets.values().removeIf(ticket -> ticket.until() - now < 0);
        long own = tickets.values().stream()
                .filter(ticket -> ticket.user().equals(user))
                .count();
        if (own >= MOST_OF_ONE || tickets.size() >= MOST) {
            return null;
        }
        byte[] bytes = new byte[BYTES];
        random.nextBytes(bytes);
        String written = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        tickets.put(written, new Ticket(path, user, now + lifetime.toNanos()));
        return written;
    }

    /** The user of a ticket for this path; null when it is not valid. */
    synchronized @Nullable String user(String written, String path) {
        Ticket ticket = tickets.get(written);
        if (ticket == null || !ticket.path().equals(path) || ticket.until() - ticker.nanos() < 0) {
            return null;
        }
        return ticket.user();
    }

    /** Uses a ticket for this path up; false when it is not valid, or no longer. */
    synchronized boolean use(String written, String path) {
        return user(written, path) != null && tickets.remove(written) != null;
    }
}
