package io.sluice.route;

import io.sluice.config.TargetSettings;
import org.jspecify.annotations.Nullable;

/** Knows which target a token stands for. Used from any thread, and may block for as long as it was told to. */
interface TokenSource extends AutoCloseable {
    /**
     * The target of a token, or null when it stands for none.
     *
     * @param token as it stood in the path, decoded; not trusted in any way
     * @throws SourceDownException when that cannot be found out now
     */
    TargetSettings.@Nullable Host find(String token) throws SourceDownException;

    /** Lets go of connections. */
    @Override
    default void close() {}
}
