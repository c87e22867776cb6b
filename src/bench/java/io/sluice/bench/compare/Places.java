package io.sluice.bench.compare;

import java.util.List;
import java.util.Map;

/** Fills in places such as {@code {port}}. */
final class Places {
    private Places() {}

    static String filled(String text, Map<String, Object> values) {
        String filled = text;
        for (Map.Entry<String, Object> value : values.entrySet()) {
            filled = filled.replace("{" + value.getKey() + "}", value.getValue().toString());
        }
        return filled;
    }

    static List<String> filled(List<String> texts, Map<String, Object> values) {
        return texts.stream().map(text -> filled(text, values)).toList();
    }
}
