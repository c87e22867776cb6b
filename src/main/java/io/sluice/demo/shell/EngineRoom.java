package io.sluice.demo.shell;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/** Looks like {@code top}, of a lock on a canal. Nothing of it is real: it says nothing of the machine. */
final class EngineRoom implements FullScreen.Picture {
    private static final List<String> CREW = List.of(
            "upper-gate",
            "lower-gate",
            "paddles",
            "lock-keeper",
            "towpath",
            "water-level",
            "barge-queue",
            "heron",
            "ducklings",
            "weir");

    /** Of one row: what it takes, in hundredths. */
    private record Load(int number, String name, int busy, int water) {}

    private int time;

    @Override
    public String drawn(Size size) {
        StringBuilder rows = new StringBuilder();
        rows.append(cut(
                String.format(Locale.ROOT, "lock - up %d:%02d, 1 barge, nothing of this is real", time / 60, time % 60),
                size));
        rows.append('\n').append(bar("Level", wave(0), size));
        rows.append('\n').append(bar("Flow", wave(7), size));
        rows.append("\n\n").append(Style.REVERSED.of(cut(padded("  PID NAME           %CPU  %WATER", size), size)));
        List<Load> loads = loads();
        for (Load load : loads.subList(0, Math.max(0, Math.min(loads.size(), size.rows() - 7)))) {
            String row = String.format(
                    Locale.ROOT,
                    "%5d %-14s %4.1f   %4.1f",
                    load.number,
                    load.name,
                    load.busy / 10.0,
                    load.water / 10.0);
            rows.append('\n').append(cut(row, size));
        }
        return rows.append("\n").append(Style.FAINT.of("q ends")).toString();
    }

    private List<Load> loads() {
        return IntStream.range(0, CREW.size())
                .mapToObj(i -> new Load(101 + 7 * i, CREW.get(i), wave(i) * 9 / (i + 1), wave(i + 3) * 4 / (i + 1)))
                .sorted(Comparator.comparingInt(Load::busy).reversed())
                .toList();
    }

    /** Between 0 and 100. */
    private int wave(int shift) {
        return (int) Math.round(50 + 49 * Math.sin((time + 5 * shift) / 6.0));
    }

    private static String bar(String name, int percent, Size size) {
        int room = Math.max(5, Math.min(50, size.columns() - 16));
        int full = percent * room / 100;
        Style style = percent > 80 ? Style.RED : percent > 50 ? Style.YELLOW : Style.GREEN;
        return String.format(
                Locale.ROOT, "%-6s[%s%s] %3d%%", name, style.of("|".repeat(full)), " ".repeat(room - full), percent);
    }

    private static String padded(String text, Size size) {
        return text + " ".repeat(Math.max(0, size.columns() - text.length()));
    }

    private static String cut(String text, Size size) {
        return text.substring(0, Math.min(text.length(), size.columns()));
    }

    @Override
    public void step() {
        time++;
    }
}
