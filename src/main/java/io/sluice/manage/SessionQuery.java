package io.sluice.manage;

import io.sluice.metrics.SessionMeter;
import io.sluice.session.SessionDetails;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which sessions an operator wants to see.
 *
 * @param route those of this route, by its path as configured; null: of all
 * @param user those of this user; null: of all, those included whose user is not known
 * @param limit how many at most
 */
record SessionQuery(@Nullable String route, @Nullable String user, int limit) {
    static final int MOST = 1_000_000;
    private static final String DEFAULT_LIMIT = "1000";

    private static final Comparator<SessionMeter> OLDEST_FIRST = Comparator.comparing(
                    (SessionMeter meter) -> meter.session().details().started())
            .thenComparing(meter -> meter.session().details().id());

    /** What a request's query asks for; null if it makes no sense. */
    static @Nullable SessionQuery of(HttpServletRequest request) {
        String limit = request.getParameter("limit");
        try {
            int number = Integer.parseInt(limit == null ? DEFAULT_LIMIT : limit);
            return number < 0 || number > MOST
                    ? null
                    : new SessionQuery(request.getParameter("route"), request.getParameter("user"), number);
        } catch (NumberFormatException e) {
            return null;
        }
    }

    /** How many of these there are that are asked for, and as many of them as are wanted, oldest first. */
    Map<String, Object> answer(Collection<SessionMeter> all) {
        List<SessionMeter> found = all.stream()
                .filter(meter -> matches(meter.session().details()))
                .sorted(OLDEST_FIRST)
                .toList();
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("total", found.size());
        answer.put("sessions", found.stream().limit(limit).map(SessionJson::of).toList());
        return answer;
    }

    private boolean matches(SessionDetails details) {
        return (route == null || route.equals(details.route())) && (user == null || user.equals(details.user()));
    }
}
