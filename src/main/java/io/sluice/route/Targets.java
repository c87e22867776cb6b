package io.sluice.route;

import org.jspecify.annotations.Nullable;

/** Which target a session of a route gets. Used from any thread. */
public interface Targets extends AutoCloseable {
    /**
     * The target of a session. May block, where a token chooses it.
     *
     * @param token what stood in the path for {@code {token}}; empty where the path has none
     * @return null when the token stands for no target, or for one where no target may lie
     * @throws SourceDownException when that cannot be found out now
     */
    @Nullable
    Target find(String token) throws SourceDownException;

    /** Lets go of connections. */
    @Override
    default void close() {}
}
