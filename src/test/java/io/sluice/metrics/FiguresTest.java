package io.sluice.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.sluice.relay.RelayEngine;
import io.sluice.testing.FakeTicker;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Reloads can bring ever new routes; what is counted of them stays bounded. */
final class FiguresTest {
    private static List<String> counted(Figures figures) {
        return figures.routes().stream().map(RouteFigures::route).toList();
    }

    @Test
    void routes_beyond_the_bound_are_counted_together() throws Exception {
        FakeTicker ticker = new FakeTicker();
        try (RelayEngine engine = new RelayEngine(1, ticker)) {
            Figures figures = new Figures(engine, ticker, 2);
            figures.serve("/a");
            figures.serve("/b");
            assertEquals(List.of("/a", "/b"), counted(figures));
            figures.serve("/c");
            figures.route("/d").open();
            figures.route("/a").open();
            assertEquals(List.of("/a", "/b", Figures.OTHERS), counted(figures));
            assertEquals(1, figures.of("/a").sessionsOpened());
            assertEquals(1, figures.of(Figures.OTHERS).sessionsOpened());
            assertEquals(0, figures.of("/d").sessionsOpened(), "it is not known apart from others");
            assertEquals(2, figures.sessionsOpened());
        }
    }
}
