package io.sluice.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The dashboard shows what the gateway tells, by the names that it has. */
final class DashboardTest {
    private static final Pattern METRIC = Pattern.compile("\\b(?:sluice|jvm|process|system)_[a-z0-9_]+");
    private static final Pattern SELECTOR = Pattern.compile("([a-z0-9_]+)\\{([^}]*)}");
    private static final Pattern SELECTED = Pattern.compile("([a-z_]+)=~?\"");
    private static final Pattern GROUPED = Pattern.compile("\\bby \\(([a-z_, ]+)\\)");
    private static final Pattern LEGEND = Pattern.compile("\\{\\{([a-z_]+)}}");

    /** What Prometheus itself puts on every sample. */
    private static final Set<String> SCRAPED = Set.of("job", "instance");

    @TempDir
    private Path folder;

    private static List<String> found(Pattern pattern, String text) {
        return pattern.matcher(text)
                .results()
                .map(result -> result.groupCount() == 0 ? result.group() : result.group(1))
                .toList();
    }

    @Test
    void every_metric_and_label_of_every_query_is_there() throws Exception {
        Map<String, Set<String>> told = MetricsSample.make(folder).labels();
        List<Dashboard.Query> queries = Dashboard.read().queries();
        assertFalse(queries.isEmpty());
        for (Dashboard.Query query : queries) {
            List<String> metrics = found(METRIC, query.expression());
            assertFalse(metrics.isEmpty(), query::toString);
            Set<String> labels = new HashSet<>(SCRAPED);
            for (String metric : metrics) {
                assertTrue(told.containsKey(metric), () -> metric + " of " + query + " is not told");
                labels.addAll(told.get(metric));
            }
            for (MatchResult selector :
                    SELECTOR.matcher(query.expression()).results().toList()) {
                assertTrue(metrics.contains(selector.group(1)), query::toString);
                List<String> selected = found(SELECTED, selector.group(2));
                assertTrue(selected.containsAll(SCRAPED), query::toString);
                assertTrue(labels.containsAll(selected), () -> selected + " of " + query);
            }
            Set<String> grouped = found(GROUPED, query.expression()).stream()
                    .flatMap(list -> List.of(list.split(", ")).stream())
                    .collect(Collectors.toSet());
            assertTrue(labels.containsAll(grouped), () -> grouped + " of " + query);
            assertTrue(grouped.containsAll(found(LEGEND, query.legend())), query::toString);
        }
    }

    @Test
    void every_family_has_a_panel() throws Exception {
        Set<String> shown = Dashboard.read().queries().stream()
                .flatMap(query -> found(METRIC, query.expression()).stream())
                .map(name -> name.replaceFirst("_(bucket|sum|count)$", ""))
                .collect(Collectors.toSet());
        Set<String> missing = new TreeSet<>();
        for (String family : MetricsSample.make(folder).families()) {
            if (family.startsWith("sluice_") && !shown.contains(family)) {
                missing.add(family);
            }
        }
        assertEquals(Set.of(), missing);
    }

    @Test
    void it_can_be_imported() throws Exception {
        Dashboard dashboard = Dashboard.read();
        assertTrue((int) dashboard.json().get("schemaVersion") >= 36);
        Map<String, Object> input =
                Dashboard.list(dashboard.json().get("__inputs")).get(0);
        assertEquals("DS_PROMETHEUS", input.get("name"));
        assertEquals("datasource", input.get("type"));
        Set<Object> ids = new HashSet<>();
        for (Map<String, Object> panel : dashboard.panels()) {
            assertTrue(ids.add(panel.get("id")), panel::toString);
            assertEquals("${DS_PROMETHEUS}", ((Map<?, ?>) panel.get("datasource")).get("uid"));
        }
        Map<?, ?> templating = (Map<?, ?>) dashboard.json().get("templating");
        assertEquals(
                List.of("job", "instance"),
                Dashboard.list(templating.get("list")).stream()
                        .map(variable -> variable.get("name"))
                        .toList());
    }
}
