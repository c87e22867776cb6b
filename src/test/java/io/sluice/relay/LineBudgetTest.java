package io.sluice.relay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import org.junit.jupiter.api.Test;

/** So many lines a second and no more, and how many more there would have been. */
final class LineBudgetTest {
    private static final int LINES = 100;

    private final Queue<Runnable> timers = new ArrayDeque<>();
    private final List<Long> told = new ArrayList<>();
    private final LineBudget budget = new LineBudget(
            LINES,
            (delay, action) -> {
                assertEquals(1, delay.toSeconds());
                timers.add(action);
            },
            told::add);

    private void takeAll() {
        for (int i = 0; i < LINES; i++) {
            assertTrue(budget.take());
        }
    }

    @Test
    void budget_is_for_a_second_and_what_is_over_is_told() {
        takeAll();
        assertFalse(budget.take());
        assertFalse(budget.take());
        assertEquals(1, timers.size(), "one timer for all");
        assertEquals(List.of(), told);
        timers.remove().run();
        assertEquals(List.of(2L), told);
        takeAll();
        assertFalse(budget.take());
        timers.remove().run();
        assertEquals(List.of(2L, 1L), told);
    }

    @Test
    void nothing_is_told_where_nothing_was_left_out() {
        takeAll();
        timers.remove().run();
        assertEquals(List.of(), told);
        assertEquals(0, timers.size(), "nothing runs while nothing is logged");
    }
}
