package io.sluice.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.sluice.testing.Container;
import io.sluice.testing.Eventually;
import io.sluice.testing.RawWebSocket;
import io.sluice.testing.RunningGateway;
import io.sluice.testing.TestTarget;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a gateway tells Prometheus that has carried sessions, refused some, and was reloaded. */
public final class MetricsSample {
    private static final Pattern SAMPLE = Pattern.compile("([a-zA-Z_:][a-zA-Z0-9_:]*)(?:\\{(.*)})? \\S+");
    private static final Pattern LABEL = Pattern.compile("([a-zA-Z_][a-zA-Z0-9_]*)=\"(?:[^\"\\\\]|\\\\.)*\"");

    private final String text;

    private MetricsSample(String text) {
        this.text = text;
    }

    /** Makes one, in a folder for its files. */
    public static MetricsSample make(Path folder) throws Exception {
        try (TestTarget target = new TestTarget()) {
            String yaml = Operator.yaml(folder) + "routes: {/target: " + target.port() + ", /refused: 1}\n";
            try (RunningGateway gateway = RunningGateway.start(Container.JETTY, yaml)) {
                Session ended = Session.open(gateway, target);
                ended.exchange();
                ended.target().end();
                assertEquals(1000, ended.client().readToEnd().code());
                try (RawWebSocket refused = RawWebSocket.open(gateway.port(), "/refused")) {
                    assertEquals(1014, refused.readToEnd().code());
                }
                Eventually.holds(
                        "both are gone",
                        () -> gateway.gateway().sessions().all().isEmpty());
                RawWebSocket.handshake(gateway.port(), "/nothing");
                RawWebSocket.handshake(gateway.port(), "/target", "Origin: http://foreign.example");
                gateway.apply(yaml);
                gateway.reload("grace: soon\n");
                Session live = Session.open(gateway, target);
                live.exchange();
                return new MetricsSample(
                        new Operator(gateway).get("/manage/metrics").body());
            }
        }
    }

    /** As Prometheus reads it. */
    public String text() {
        return text;
    }

    /** The same in a file. */
    public Path write(Path file) throws Exception {
        return Files.writeString(file, text);
    }

    /** The names of the families, as their types are told. */
    Set<String> families() {
        Set<String> families = new TreeSet<>();
        text.lines().filter(line -> line.startsWith("# TYPE ")).forEach(line -> families.add(line.split(" ")[2]));
        return families;
    }

    /** The names of all samples, and the labels that they have. */
    Map<String, Set<String>> labels() {
        Map<String, Set<String>> labels = new TreeMap<>();
        text.lines().filter(line -> !line.startsWith("#")).forEach(line -> {
            Matcher sample = SAMPLE.matcher(line);
            if (!sample.matches()) {
                throw new AssertionError("Not a sample: " + line);
            }
            Set<String> found = labels.computeIfAbsent(sample.group(1), first -> new TreeSet<>());
            String written = sample.group(2) == null ? "" : sample.group(2);
            Map<String, String> here = new LinkedHashMap<>();
            Matcher label = LABEL.matcher(written);
            while (label.find()) {
                here.put(label.group(1), label.group());
            }
            assertEquals(written, String.join(",", here.values()), line);
            found.addAll(here.keySet());
        });
        return labels;
    }
}
