package io.sluice.endpoint;

import io.sluice.access.Authentication;
import io.sluice.access.Identity;
import io.sluice.access.LogIn;
import io.sluice.access.OriginCheck;
import io.sluice.access.Refusal;
import io.sluice.access.Refused;
import io.sluice.access.Visitor;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Whether a request is an operator's: a user with the configured role, and behind it no page of another site, with
 * which the browser would send the operator's log-in along. Without a configured role nobody is an operator, and nobody
 * is told that there could be any.
 */
public final class OperatorCheck implements Predicate<HttpServletRequest> {
    private final OriginCheck origins = new OriginCheck(List.of());
    private final Supplier<@Nullable String> role;
    private final Supplier<Authentication> authentication;
    private final Refusals refusals;

    /**
     * With the role that an operator has.
     *
     * @param role null: nobody is an operator; asked anew for each request
     * @param authentication how users are known; asked anew for each request
     * @param refusals where those who try and fail are put on record
     */
    public OperatorCheck(Supplier<@Nullable String> role, Supplier<Authentication> authentication, Refusals refusals) {
        this.role = role;
        this.authentication = authentication;
        this.refusals = refusals;
    }

    @Override
    public boolean test(HttpServletRequest request) {
        Visitor visitor = UpgradeRequest.visitor(request, authentication.get());
        boolean operator = refusal(request, visitor, authentication.get()) == null;
        if (visitor.known() instanceof Refused refused && refused.reason() != Refusal.NOT_LOGGED_IN) {
            refusals.record(visitor, null, refused);
        }
        return operator;
    }

    /** The same as {@link #refusal(Visitor, Authentication)}, of a request that needs no Origin. */
    @Nullable
    Refused refusal(HttpServletRequest request, Visitor visitor, Authentication current) {
        Refused refused = refusal(visitor, current);
        return refused == null && FetchSite.isForeign(request) ? new Refused(Refusal.FOREIGN_ORIGIN) : refused;
    }

    /** Whether it is an operator who sends a request, which has an Origin if a page is behind it. */
    public boolean test(Visitor visitor) {
        return refusal(visitor, authentication.get()) == null;
    }

    /** Why it is not an operator who sends a request, as far as whoever sends it may know; null if it is one. */
    @Nullable
    Refused refusal(Visitor visitor, Authentication current) {
        String configured = role.get();
        if (configured == null) {
            return new Refused(Refusal.NOT_FOUND);
        }
        Refused foreign = origins.check(visitor.handshake());
        if (foreign != null) {
            return foreign;
        }
        LogIn logIn = visitor.logIn();
        if (logIn instanceof Refused refused) {
            boolean pointless = refused.reason() == Refusal.NOT_LOGGED_IN && !current.asks();
            return pointless ? new Refused(Refusal.NOT_OPERATOR) : refused;
        }
        boolean operator = ((Identity) logIn).hasRole().test(configured);
        return operator ? null : new Refused(Refusal.NOT_OPERATOR);
    }
}
