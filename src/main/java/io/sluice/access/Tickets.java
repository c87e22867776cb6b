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
    /** Beyond that, whoever asks for more has a defect, or means harm. */
    private static final int MOST = 10_000;

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
     * Gives a ticket out, as 32 characters that may stand in a URL; null when there are too many.
     *
     * @param path what it opens
     * @param lifetime how long it is valid
     */
    public synchronized @Nullable String issue(String path, String user, Duration lifetime) {
        long now = ticker.nanos();
        tickets.values().removeIf(ticket -> ticket.until() - now < 0);
        if (tickets.size() >= MOST) {
            return null;
        }
        byte[] bytes = new byte[BYTES];
        random.nextBytes(bytes);
        String written = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        tickets.put(written, new Ticket(path, user, now + lifetime.toNanos()));
        return written;
    }

    /** The user of a ticket for this path; null when it is not valid. It is used up either way. */
    synchronized @Nullable String redeem(String written, String path) {
        Ticket ticket = tickets.remove(written);
        if (ticket == null || !ticket.path().equals(path) || ticket.until() - ticker.nanos() < 0) {
            return null;
        }
        return ticket.user();
    }
}
