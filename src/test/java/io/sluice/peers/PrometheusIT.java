package io.sluice.peers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.contract.Dashboard;
import io.sluice.contract.MetricsSample;
import io.sluice.json.JsonText;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What Prometheus itself says of the metrics, and of the dashboard's queries. */
@RequiresProgram(value = "promtool", debian = "prometheus")
final class PrometheusIT {
    /** The exit code of promtool where it can read all, and would have named something in another way. */
    private static final int ONLY_STYLE = 3;

    @TempDir
    private Path folder;

    private static ChildProcess.Outcome check(Path file) throws Exception {
        return ChildProcess.run(List.of("sh", "-c", "promtool check metrics < \"$0\"", file.toString()));
    }

    @Test
    void metrics_are_of_its_format() throws Exception {
        MetricsSample sample = MetricsSample.make(folder);
        // What it finds fault with in the virtual machine's own is Micrometer's naming.
        String ours = sample.text()
                .lines()
                .filter(line -> line.matches("(# (TYPE|HELP) )?sluice_.*"))
                .reduce("", (all, line) -> all + line + "\n");
        assertEquals(new ChildProcess.Outcome(0, "", ""), check(Files.writeString(folder.resolve("ours"), ours)));
        ChildProcess.Outcome all = check(sample.write(folder.resolve("all")));
        assertTrue(all.code() == 0 || all.code() == ONLY_STYLE, all::toString);
        ChildProcess.Outcome broken = check(Files.writeString(folder.resolve("broken"), ours + "sluice_broken{\n"));
        assertEquals(1, broken.code(), "it does look");
    }

    @Test
    void queries_are_of_its_language() throws Exception {
        StringBuilder rules = new StringBuilder("groups:\n- name: dashboard\n  rules:\n");
        int number = 0;
        for (Dashboard.Query query : Dashboard.read().queries()) {
            rules.append("  - record: query:" + number++ + "\n    expr: " + JsonText.of(query.filledIn()) + "\n");
        }
        Path file = Files.writeString(folder.resolve("rules.yaml"), rules);
        ChildProcess.Outcome outcome = ChildProcess.run(List.of("promtool", "check", "rules", file.toString()));
        assertEquals(0, outcome.code(), outcome::toString);
    }
}
