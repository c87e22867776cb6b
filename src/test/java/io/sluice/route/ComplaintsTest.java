package io.sluice.route;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.sluice.testing.LogLines;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

final class ComplaintsTest {
    private final AtomicLong now = new AtomicLong();
    private final Complaints complaints = new Complaints(LoggerFactory.getLogger(ComplaintsTest.class), now::get);

    @Test
    void many_are_a_line_a_minute_that_says_how_many_there_were() {
        try (LogLines log = new LogLines(ComplaintsTest.class.getName())) {
            for (int i = 0; i < 1_000; i++) {
                complaints.warn("down");
            }
            assertEquals(List.of("WARNING down"), log.all());
            now.addAndGet(Duration.ofMinutes(1).toNanos());
            complaints.warn("down");
            assertEquals(List.of("WARNING down", "WARNING down (999 more like this since the last time)"), log.all());
        }
    }
}
