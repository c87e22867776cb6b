package io.sluice.contract;

import io.sluice.json.JsonText;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The Grafana dashboard that Sluice brings. */
public final class Dashboard {
    private static final Path FILE = Path.of("src/dist/grafana/sluice.json");

    /** What Grafana puts in before Prometheus sees a query. */
    private static final Map<String, String> VARIABLES =
            new LinkedHashMap<>(Map.of("$job", ".*", "$instance", ".*", "$__rate_interval", "1m", "$__range", "6h"));

    /** A panel's query and what its lines are called. */
    public record Query(String panel, String expression, String legend) {
        /** As Prometheus gets it. */
        public String filledIn() {
            String filled = expression;
            for (Map.Entry<String, String> variable : VARIABLES.entrySet()) {
                filled = filled.replace(variable.getKey(), variable.getValue());
            }
            return filled;
        }
    }

    private final Map<String, Object> json;

    private Dashboard(Map<String, Object> json) {
        this.json = json;
    }

    /** Reads it. */
    public static Dashboard read() throws Exception {
        return new Dashboard(JsonText.object(Files.readString(FILE)));
    }

    Map<String, Object> json() {
        return json;
    }

    /** What is in a list of objects. */
    @SuppressWarnings("unchecked")
    static List<Map<String, Object>> list(Object list) {
        return (List<Map<String, Object>>) list;
    }

    List<Map<String, Object>> panels() {
        return list(json.get("panels")).stream()
                .filter(panel -> !panel.get("type").equals("row"))
                .toList();
    }

    /** All queries of all panels. */
    public List<Query> queries() {
        List<Query> queries = new ArrayList<>();
        for (Map<String, Object> panel : panels()) {
            for (Map<String, Object> target : list(panel.get("targets"))) {
                queries.add(new Query(
                        panel.get("title").toString(),
                        target.get("expr").toString(),
                        target.get("legendFormat").toString()));
            }
        }
        return queries;
    }
}
