package io.sluice.config;

import java.util.List;

/**
 * Who may open a route.
 *
 * @param origins pages of these origins may, besides those of the gateway's own; {@code *} for all
 * @param roles a user with one of these roles of the container's log-in may; empty: no role is asked for
 * @param users these users may, {@code *} for anyone logged in; empty: no user is asked for
 */
public record AccessSettings(List<String> origins, List<String> roles, List<String> users) {
    /** Anyone, from the gateway's own pages or from no page at all. */
    public static final AccessSettings DEFAULT = new AccessSettings(List.of(), List.of(), List.of());

    /** Whether the client has to be logged in. */
    public boolean needsUser() {
        return !roles.isEmpty() || !users.isEmpty();
    }
}
