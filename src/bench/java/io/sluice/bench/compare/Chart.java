package io.sluice.bench.compare;

import java.awt.Color;
import java.awt.Font;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.BitmapEncoder.BitmapFormat;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.CategoryChartBuilder;
import org.knowm.xchart.style.Styler.LegendLayout;
import org.knowm.xchart.style.Styler.LegendPosition;

/**
 * What costs how much CPU time, in a picture: a panel for each sort of work that tells much, a bar for each gateway.
 */
final class Chart {
    private static final int WIDTH = 760;
    private static final int HEIGHT = 460;
    private static final int LABEL_DEGREES = 40;
    private static final Map<Role, Color> COLOURS = Map.of(
            Role.SLUICE, new Color(0x1f6fb4), Role.PEER, new Color(0xa8a8a8), Role.BASELINE, new Color(0xe2cf9f));
    private static final Map<Role, String> LEGEND =
            Map.of(Role.SLUICE, "Sluice", Role.PEER, "other WebSocket gateways", Role.BASELINE, "plain TCP relays");
    private static final List<Work> WORKS = List.of(
            new Work(Traffic.UP, 4, 32 << 10, 0),
            new Work(Traffic.DOWN, 4, 32 << 10, 0),
            new Work(Traffic.ECHO, 16, 64, 0),
            new Work(Traffic.CONNECT, 16, 1, 0));

    private Chart() {}

    /** Draws what there is of the chosen works; nothing when there is none of them. */
    static void write(Results results, Path file) throws IOException {
        List<CategoryChart> panels = new ArrayList<>();
        for (Work work : WORKS) {
            List<Contender> measured = results.contenders().stream()
                    .filter(contender -> cost(results, contender, work).isPresent())
                    .toList();
            if (!measured.isEmpty()) {
                panels.add(panel(results, work, measured));
            }
        }
        if (!panels.isEmpty()) {
            // XChart wants a full grid.
            int columns = panels.size() % 2 == 0 ? 2 : 1;
            BitmapEncoder.saveBitmap(panels, panels.size() / columns, columns, file.toString(), BitmapFormat.PNG);
        }
    }

    private static OptionalDouble cost(Results results, Contender contender, Work work) {
        return results.median(contender, work, metric(work));
    }

    private static Metric metric(Work work) {
        return work.traffic().metrics().get(0);
    }

    private static CategoryChart panel(Results results, Work work, List<Contender> measured) {
        CategoryChart chart = new CategoryChartBuilder()
                .width(WIDTH)
                .height(HEIGHT)
                .title(work.traffic().title() + ", " + work.title() + ": "
                        + metric(work).title() + ", less is better")
                .build();
        List<String> names = measured.stream().map(Contender::name).toList();
        for (Role role : COLOURS.keySet().stream().sorted().toList()) {
            // A role's bars are a series with gaps where the other roles' bars stand.
            List<Number> bars = new ArrayList<>();
            for (Contender contender : measured) {
                bars.add(
                        contender.role() == role
                                ? cost(results, contender, work).getAsDouble()
                                : null);
            }
            if (bars.stream().anyMatch(bar -> bar != null)) {
                chart.addSeries(LEGEND.get(role), names, bars).setFillColor(COLOURS.get(role));
            }
        }
        chart.getStyler()
                .setOverlapped(true)
                .setLabelsVisible(true)
                .setLabelsPosition(1)
                .setLabelsFont(new Font(Font.SANS_SERIF, Font.PLAIN, 12));
        chart.getStyler()
                .setXAxisLabelRotation(LABEL_DEGREES)
                .setDecimalPattern(metric(work).digits() == 2 ? "0.00" : "0")
                .setChartTitleBoxVisible(false)
                .setLegendPosition(LegendPosition.OutsideS)
                .setLegendLayout(LegendLayout.Horizontal)
                .setChartBackgroundColor(Color.WHITE);
        return chart;
    }
}
