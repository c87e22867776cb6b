package io.sluice.session;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a session from its first moment.
 *
 * @param id unique in the life of this gateway
 * @param route the route's path
 * @param user who opened it, or null when nobody is logged in
 * @param address the client's network address
 * @param started when it began
 */
public record SessionDetails(
        String id, String route, @Nullable String user, String address, Instant started) {}
