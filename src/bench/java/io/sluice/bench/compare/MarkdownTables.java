package io.sluice.bench.compare;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.Set;

/** The figures as Markdown: for each sort of work its tables, contenders as rows. */
final class MarkdownTables {
    /** More columns than this are spread over a table for each metric. */
    private static final int MOST_COLUMNS = 6;

    private static final String NOTHING = "–";

    private final Results results;
    private final StringBuilder text = new StringBuilder();
    private final Set<String> notes = new LinkedHashSet<>();

    private record Column(Work work, Metric metric) {}

    private MarkdownTables(Results results) {
        this.results = results;
    }

    static String of(Results results) {
        MarkdownTables tables = new MarkdownTables(results);
        for (Traffic traffic : Traffic.values()) {
            tables.add(traffic);
        }
        return tables.text.toString();
    }

    private void add(Traffic traffic) {
        List<Work> works = results.works(traffic);
        if (works.isEmpty()) {
            return;
        }
        text.append("### ")
                .append(traffic.title())
                .append(" (")
                .append(results.transport().title())
                .append(")\n\n");
        if (works.size() * traffic.metrics().size() <= MOST_COLUMNS) {
            List<Column> columns = new ArrayList<>();
            for (Work work : works) {
                traffic.metrics().forEach(metric -> columns.add(new Column(work, metric)));
            }
            table("", columns, traffic);
        } else {
            for (Metric metric : traffic.metrics()) {
                List<Column> columns =
                        works.stream().map(work -> new Column(work, metric)).toList();
                table(metric.title(), columns, traffic);
            }
        }
        notes.forEach(note -> text.append(note).append("\n\n"));
        notes.clear();
    }

    private void table(String corner, List<Column> columns, Traffic traffic) {
        text.append("| ").append(corner).append(" |");
        for (Column column : columns) {
            text.append(' ').append(column.work().title());
            if (corner.isEmpty()) {
                text.append(", ").append(column.metric().title());
            }
            text.append(" |");
        }
        text.append("\n|---|").append("---:|".repeat(columns.size())).append('\n');
        List<Contender> able = results.contenders().stream()
                .filter(contender -> contender.offers(results.transport(), traffic))
                .toList();
        for (Contender contender : able) {
            row(
                    name(contender),
                    columns.stream().map(column -> cell(contender, column)).toList());
        }
        for (Contender contender : able) {
            if (contender.role() == Role.SLUICE) {
                List<String> ratios =
                        columns.stream().map(column -> ratio(contender, column)).toList();
                if (!ratios.stream().allMatch(NOTHING::equals)) {
                    row("*" + contender.name() + " ÷ best peer*", ratios);
                }
            }
        }
        text.append('\n');
    }

    private void row(String name, List<String> cells) {
        text.append("| ")
                .append(name)
                .append(" | ")
                .append(String.join(" | ", cells))
                .append(" |\n");
    }

    private static String name(Contender contender) {
        return switch (contender.role()) {
            case SLUICE -> "**" + contender.name() + "**";
            case PEER -> contender.name();
            case BASELINE -> contender.name() + " (TCP)";
            case CEILING -> "*" + contender.name() + "*";
        };
    }

    private String cell(Contender contender, Column column) {
        Work work = column.work();
        var failure = results.failure(contender, work);
        if (failure.isPresent()) {
            notes.add(contender.name() + ", " + work.title() + ": failed: " + failure.get() + ".");
            return "failed";
        }
        OptionalDouble median = results.median(contender, work, column.metric());
        if (median.isEmpty()) {
            return NOTHING;
        }
        String figure = String.format(Locale.ROOT, "%." + column.metric().digits() + "f", median.getAsDouble());
        if (column.metric() == Metric.THROUGHPUT && results.loadWasTheLimit(contender, work)) {
            notes.add("† A thread of the load generator had no time left: that throughput is the load's own limit.");
            return figure + "†";
        }
        if (work.traffic() == Traffic.IDLE && work.connections() > contender.mostIdle()) {
            notes.add("‡ Of " + contender.name() + " with " + contender.mostIdle()
                    + " sessions: this machine has not the memory for more.");
            return figure + "‡";
        }
        return figure;
    }

    private String ratio(Contender contender, Column column) {
        OptionalDouble own = results.median(contender, column.work(), column.metric());
        OptionalDouble best = results.bestPeer(column.work(), column.metric());
        return own.isEmpty() || best.isEmpty() || best.getAsDouble() == 0
                ? NOTHING
                : String.format(Locale.ROOT, "*%.2f*", own.getAsDouble() / best.getAsDouble());
    }
}
