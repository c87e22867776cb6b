package io.sluice.relay;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class TimersTest {
    private final Timers timers = new Timers();
    private final List<String> fired = new ArrayList<>();

    @Test
    void fires_what_is_due_in_order() {
        timers.schedule(30, () -> fired.add("30"));
        timers.schedule(10, () -> fired.add("10"));
        timers.schedule(10, () -> fired.add("10 too"));
        timers.fire(9);
        assertEquals(List.of(), fired);
        timers.fire(29);
        assertEquals(List.of("10", "10 too"), fired);
        timers.fire(30);
        assertEquals(List.of("10", "10 too", "30"), fired);
    }

    @Test
    void cancelled_timer_does_not_fire() {
        Timers.Timer timer = timers.schedule(10, () -> fired.add("10"));
        timer.cancel();
        timer.cancel();
        timers.fire(10);
        assertEquals(List.of(), fired);
        assertEquals(Long.MAX_VALUE, timers.untilNext(0));
    }

    @Test
    void action_may_schedule_and_cancel_others() {
        Timers.Timer other = timers.schedule(11, () -> fired.add("other"));
        timers.schedule(10, () -> {
            other.cancel();
            timers.schedule(12, () -> fired.add("new"));
        });
        timers.fire(12);
        assertEquals(List.of("new"), fired);
    }

    @Test
    void tells_how_long_to_wait() {
        timers.schedule(10, () -> {});
        assertEquals(7, timers.untilNext(3));
        assertEquals(0, timers.untilNext(11));
    }
}
