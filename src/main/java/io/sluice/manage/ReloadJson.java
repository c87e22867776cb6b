package io.sluice.manage;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** A reload as operators read it. */
final class ReloadJson {
    private ReloadJson() {}

    static Map<String, Object> of(Reload reload) {
        Map<String, Object> described = new LinkedHashMap<>();
        described.put("outcome", reload.outcome().name().toLowerCase(Locale.ROOT));
        described.put("at", reload.at().toString());
        described.put("problems", reload.problems());
        described.put("at-next-start", reload.atNextStart());
        return described;
    }
}
