package io.sluice.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.testing.Container;
import io.sluice.testing.Eventually;
import io.sluice.testing.LogLines;
import io.sluice.testing.RunningGateway;
import io.sluice.testing.TestTarget;
import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Who opens sessions without end cannot fill the disk with lines about them. */
final class SessionLinesTest {
    private static final int LINES = 1_000;

    @ParameterizedTest
    @EnumSource(Container.class)
    void lines_about_sessions_are_bounded_and_the_rest_is_counted(Container container) throws Exception {
        try (TestTarget target = new TestTarget();
                RunningGateway gateway = RunningGateway.start(container, "routes: {/target: " + target.port() + "}\n");
                LogLines lines = new LogLines("io.sluice.sessions")) {
            for (int i = 0; i < LINES / 2 + 1; i++) {
                Session session = Session.open(gateway, target);
                session.target().close();
                session.client().readToEnd();
                session.client().close();
            }
            Eventually.holds(
                    "all are gone", () -> gateway.gateway().sessions().all().isEmpty());
            gateway.advance(Duration.ofSeconds(1));
            Eventually.holds("the rest is told", () -> lines.all().size() == LINES + 1);
            String last = lines.all().get(LINES);
            assertTrue(last.contains("2 more lines about sessions"), last);
            assertEquals(
                    LINES,
                    lines.all().stream()
                            .filter(line -> line.contains(" on /target"))
                            .count());
        }
    }
}
