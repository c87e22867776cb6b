package io.sluice.access;

import org.jspecify.annotations.Nullable;

/** Knows users by tickets: in the query as {@code ticket}, or as subprotocol {@code ticket.…}. */
final class TicketAuthentication implements Authenticator {
    private static final String QUERY = "ticket";
    private static final String SUBPROTOCOL = "ticket.";

    private final Tickets tickets;

    TicketAuthentication(Tickets tickets) {
        this.tickets = tickets;
    }

    /** Nobody guesses one: there is no need to slow anybody down. It is used up when the session is granted. */
    @Override
    public @Nullable LogIn authenticate(Handshake handshake) {
        String offered = handshake.credentials().subprotocol(SUBPROTOCOL);
        String written = offered == null ? handshake.credentials().query(QUERY) : offered;
        if (written == null) {
            return null;
        }
        String path = handshake.path();
        String user = tickets.user(written, path);
        if (user == null) {
            return new Refused(Refusal.WRONG_LOG_IN);
        }
        return new Identity(user, role -> false, Identity.Means.TICKET, () -> tickets.use(written, path));
    }
}
