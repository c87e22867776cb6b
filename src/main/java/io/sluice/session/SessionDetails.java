package io.sluice.session;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a session from its first moment.
 *
 * @param id unique in the life of this gateway
 * @param route the route's path
 * @param user who opened it, or null when nobody is known
 * @param means how the user was known, such as {@code basic}; null when nobody is
 * @param address the client's network address
 * @param target where it leads; for operators only
 * @param started when it began
 */
public record SessionDetails(
        String id,
        String route,
        @Nullable String user,
        @Nullable String means,
        String address,
        String target,
        Instant started) {}
