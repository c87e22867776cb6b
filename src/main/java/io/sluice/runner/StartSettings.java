package io.sluice.runner;

import io.sluice.config.Configuration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * What the runner takes from its configuration at the start only: where it listens, whether with TLS, and the limits of
 * a request's header. What it listens with, {@link FollowedSettings} takes over at once.
 */
final class StartSettings {
    private StartSettings() {}

    /** The keys whose values differ from those at the start. */
    static List<String> changed(Configuration atStart, Configuration now) {
        List<String> keys = new ArrayList<>();
        if (!now.runner().listen().equals(atStart.runner().listen())) {
            keys.add("listen");
        }
        if (!Objects.equals(now.runner().manage(), atStart.runner().manage())) {
            keys.add("manage");
        }
        if ((now.runner().tls() == null) != (atStart.runner().tls() == null)) {
            keys.add("tls");
        }
        if (now.limits().headerSize() != atStart.limits().headerSize()) {
            keys.add("limits.header-size");
        }
        if (!now.limits().headerTime().equals(atStart.limits().headerTime())) {
            keys.add("limits.header-time");
        }
        return keys;
    }
}
