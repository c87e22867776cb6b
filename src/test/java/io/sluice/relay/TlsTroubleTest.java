package io.sluice.relay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.testing.LogLines;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Queue;
import org.junit.jupiter.api.Test;

/** Whoever opens sessions on a route whose target speaks no TLS cannot fill the log. */
final class TlsTroubleTest {
    private static final int LINES = 10;

    @Test
    void lines_are_bounded_and_the_rest_is_counted() {
        Queue<Runnable> timers = new ArrayDeque<>();
        TlsTrouble trouble = new TlsTrouble(Runnable::run, (delay, action) -> timers.add(action));
        try (LogLines lines = new LogLines(TlsTrouble.class.getName())) {
            for (int i = 0; i < LINES + 3; i++) {
                trouble.log(new IOException("no TLS\nhere"));
            }
            assertEquals(LINES, lines.all().size());
            assertTrue(lines.all().get(0).endsWith("TLS with a target failed: no TLS here"), lines.all()::toString);
            timers.remove().run();
            assertEquals(LINES + 1, lines.all().size());
            assertTrue(lines.all().get(LINES).contains("failed 3 more times"), lines.all()::toString);
        }
    }
}
