package io.sluice.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What a run prints: figures, and at last whether its promises were kept. */
final class Report {
    private final List<String> broken = new ArrayList<>();

    Report(String title) {
        System.out.println("== " + title);
    }

    void line(String format, Object... values) {
        System.out.println(String.format(Locale.ROOT, format, values));
    }

    /** The heads of the columns of {@link #figures}. */
    void figuresHead() {
        line(
                "%-26s %8s %11s %7s %7s %9s %10s %12s %7s",
                "", "sessions", "descriptors", "threads", "waiting", "heap KiB", "direct KiB", "resident KiB", "CPU s");
    }

    void figures(String when, Figures figures) {
        line(
                "%-26s %8d %11d %7d %7d %9d %10d %12d %7.1f",
                when,
                figures.sessions(),
                figures.descriptorCount(),
                figures.threadCount(),
                figures.waiting(),
                figures.heap(),
                figures.direct(),
                figures.resident(),
                figures.cpu());
    }

    /** Sessions, descriptors and threads are where they were. */
    void promiseSame(Figures before, Figures after) {
        promise(before.sessions() == after.sessions(), "sessions %d -> %d", before.sessions(), after.sessions());
        promise(
                before.descriptors().equals(after.descriptors()),
                "descriptors %d -> %d%s",
                before.descriptorCount(),
                after.descriptorCount(),
                differences(before.descriptors(), after.descriptors()));
        promise(
                before.threads().equals(after.threads()),
                "threads %d -> %d%s",
                before.threadCount(),
                after.threadCount(),
                differences(before.threads(), after.threads()));
    }

    private static String differences(Map<String, Integer> before, Map<String, Integer> after) {
        Map<String, Integer> families = new TreeMap<>(before);
        after.forEach(families::putIfAbsent);
        return families.keySet().stream()
                .filter(family -> !Objects.equals(before.get(family), after.get(family)))
                .map(family ->
                        ", " + family + " " + before.getOrDefault(family, 0) + " -> " + after.getOrDefault(family, 0))
                .collect(Collectors.joining());
    }

    /** Something that must be so. */
    void promise(boolean kept, String format, Object... values) {
        String text = String.format(Locale.ROOT, format, values);
        line("%-7s %s", kept ? "kept" : "BROKEN", text);
        if (!kept) {
            broken.add(text);
        }
    }

    /** The last line, and the exit code. */
    int verdict() {
        if (broken.isEmpty()) {
            line("VERDICT: all promises kept");
            return 0;
        }
        line("VERDICT: BROKEN: %s", String.join("; ", broken));
        return 1;
    }
}
