package io.sluice.access;

import org.jspecify.annotations.Nullable;

/** Knows users by tickets: in the query as {@code ticket}, or as subprotocol {@code ticket.…}. */
final class TicketAuthentication implements Authenticator {
    private static final String QUERY = "ticket";
    private static final String SUBPROTOCOL = "ticket.";

    private final Tickets tickets;
    private final Attempts attempts;

    TicketAuthentication(Tickets tickets, Attempts attempts) {
        this.tickets = tickets;
        this.attempts = attempts;
    }

    @Override
    public @Nullable LogIn authenticate(Handshake handshake) {
        String written = handshake.credentials().subprotocol(SUBPROTOCOL);
        if (written == null) {
            written = handshake.credentials().query(QUERY);
        }
        if (written == null) {
            return null;
        }
        Refused slowed = attempts.slowed(handshake.address());
        if (slowed != null) {
            return slowed;
        }
        String user = tickets.redeem(written, handshake.path());
        if (user == null) {
            attempts.failed(handshake.address());
            return new Refused(Refusal.WRONG_LOG_IN);
        }
        return new Identity(user, role -> false, Identity.Means.TICKET);
    }
}
