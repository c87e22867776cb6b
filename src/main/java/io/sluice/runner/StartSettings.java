package io.sluice.runner;

import io.sluice.config.Configuration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** What the runner takes from its configuration at the start only. */
final class StartSettings {
    private StartSettings() {}

    /** The keys whose values differ from those at the start. */
    static List<String> changed(Configuration atStart, Configuration now) {
        List<String> keys = new ArrayList<>();
        if (!now.listen().equals(atStart.listen())) {
            keys.add("listen");
        }
        if (!Objects.equals(now.manage(), atStart.manage())) {
            keys.add("manage");
        }
        if (!Objects.equals(now.tls(), atStart.tls())) {
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
