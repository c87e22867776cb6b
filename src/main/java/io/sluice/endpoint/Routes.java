package io.sluice.endpoint;

import io.sluice.access.Authentication;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The routes of one configuration, and what goes for all of them. Immutable. */
public interface Routes {
    /** The route of a path, decoded and below the context path; null if there is none. */
    GuardedRoute.@Nullable Match match(String path);

    /** All routes, in order. */
    Collection<GuardedRoute> all();

    /** How users are known. */
    Authentication authentication();

    /** The role whose users are operators; null: nobody is one. */
    @Nullable
    String operatorRole();

    /** Pages of these origins may show the gateway's pages in a frame, besides its own. */
    List<String> embedding();
}
