package io.sluice.bench.compare;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;

/** What a run was made on, as Markdown. */
final class Machine {
    private Machine() {}

    static String describe(List<Contender> contenders, List<PeerEntry> missing, String command) throws IOException {
        StringBuilder text = new StringBuilder("| | |\n|---|---|\n");
        row(text, "command", "`" + command + "`");
        row(text, "date", LocalDate.now(ZoneId.systemDefault()).toString());
        row(
                text,
                "processor",
                field("/proc/cpuinfo", "model name") + ", "
                        + Runtime.getRuntime().availableProcessors() + " cores, shared by load, target and gateway");
        double gib = Long.parseLong(field("/proc/meminfo", "MemTotal").split(" ")[0]) / (double) (1 << 20);
        row(text, "memory", String.format(Locale.ROOT, "%.1f GiB", gib));
        row(
                text,
                "system",
                System.getProperty("os.name") + " " + System.getProperty("os.version") + ", "
                        + field("/etc/os-release", "PRETTY_NAME"));
        for (Contender contender : contenders) {
            row(text, contender.name(), contender.version());
        }
        for (PeerEntry entry : missing) {
            row(text, entry.name(), "not installed: `" + entry.install() + "`");
        }
        return text.toString();
    }

    private static void row(StringBuilder text, String name, String value) {
        text.append("| ").append(name).append(" | ").append(value).append(" |\n");
    }

    /** The value of the first line with this name. */
    private static String field(String file, String name) throws IOException {
        return Files.readAllLines(Path.of(file)).stream()
                .filter(line -> line.startsWith(name))
                .findFirst()
                .map(line -> line.replaceFirst("^[^:=]*[:=]\\s*", "").replace("\"", ""))
                .orElse("unknown");
    }
}
