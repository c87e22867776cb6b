package io.sluice.config;

import java.util.List;

/**
 * Who may open a route. Everything that is given must be met.
 *
 * @param origins pages of these origins may, besides those of the gateway's own; {@code *} for all; empty: no other
 * @param roles a user with one of these roles may; empty: no role is asked for
 * @param users these users may, {@code *} for anyone logged in; empty: no user is asked for
 * @param addresses clients with these addresses may; empty: all
 * @param hours sessions may begin in these hours; empty: always
 */
public record AccessSettings(
        List<String> origins, List<String> roles, List<String> users, List<AddressRange> addresses, List<Hours> hours) {
    /** Anyone, from the gateway's own pages or from no page at all. */
    public static final AccessSettings DEFAULT =
            new AccessSettings(List.of(), List.of(), List.of(), List.of(), List.of());

    /** Whether the client has to be logged in. */
    public boolean needsUser() {
        return !roles.isEmpty() || !users.isEmpty();
    }
}
