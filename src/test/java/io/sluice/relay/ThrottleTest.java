package io.sluice.relay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class ThrottleTest {
    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);
    private static final long RATE = 100_000;

    private SelectorLoop selectorLoop;
    private ContainedLoop loop;

    @BeforeEach
    void start() throws Exception {
        selectorLoop = new SelectorLoop("sluice-loop-of-a-test", Ticker.SYSTEM, new Faults(Runnable::run));
        loop = new ContainedLoop(selectorLoop, e -> {});
    }

    @AfterEach
    void stop() {
        selectorLoop.stop();
    }

    /** Moves full parts for so long, always as soon as they may go; returns how many bytes. */
    private static long moved(Throttle throttle, long from, long until) {
        long bytes = 0;
        long now = from;
        while (throttle.turn(now) < until) {
            now = throttle.turn(now);
            throttle.moved(throttle.most());
            bytes += throttle.most();
        }
        throttle.moved(0);
        return bytes;
    }

    /** But for one part more or less. */
    private static void assertAbout(long expected, long actual) {
        assertTrue(Math.abs(expected - actual) <= RATE / 50, () -> actual + " instead of " + expected);
    }

    @Test
    void bytes_go_evenly() {
        Throttle throttle = new Bandwidth(0, RATE).up(loop);
        assertTrue(throttle.limits());
        for (long second = 0; second < 10; second++) {
            assertAbout(RATE, moved(throttle, second * SECOND, (second + 1) * SECOND));
        }
    }

    @Test
    void part_is_a_fraction_of_a_second() {
        Throttle throttle = new Bandwidth(0, RATE).up(loop);
        assertEquals(0, throttle.turn(0));
        throttle.moved(throttle.most());
        assertEquals(SECOND / 50, throttle.turn(0));
    }

    @Test
    void time_in_which_nothing_goes_is_not_saved_up() {
        Throttle throttle = new Bandwidth(0, RATE).up(loop);
        assertAbout(RATE, moved(throttle, 100 * SECOND, 101 * SECOND));
    }

    @Test
    void what_was_reserved_and_not_used_is_given_back() {
        Throttle throttle = new Bandwidth(0, RATE).up(loop);
        for (int i = 0; i < 1000; i++) {
            assertEquals(0, throttle.turn(0), "nothing has gone, so nothing waits");
            throttle.moved(0);
        }
    }

    @Test
    void sessions_of_a_route_share_its_bandwidth_evenly() {
        Bandwidth bandwidth = new Bandwidth(RATE, 0);
        Throttle[] sessions = {bandwidth.down(loop), bandwidth.down(loop), bandwidth.down(loop), bandwidth.down(loop)};
        long[] bytes = new long[sessions.length];
        long now = 0;
        while (now < 10 * SECOND) {
            long next = Long.MAX_VALUE;
            for (int i = 0; i < sessions.length; i++) {
                if (sessions[i].turn(now) <= now) {
                    sessions[i].moved(sessions[i].most());
                    bytes[i] += sessions[i].most();
                }
                next = Math.min(next, sessions[i].turn(now));
            }
            now = next;
        }
        for (long count : bytes) {
            assertAbout(10 * RATE / sessions.length, count);
        }
    }

    @Test
    void each_way_has_its_own_bandwidth() {
        Bandwidth bandwidth = new Bandwidth(RATE, 0);
        moved(bandwidth.up(loop), 0, SECOND);
        assertEquals(0, bandwidth.down(loop).turn(0));
    }

    @Test
    void session_that_ends_is_held_up_no_more_and_frees_its_turn() {
        Bandwidth bandwidth = new Bandwidth(RATE, 0);
        Throttle ending = bandwidth.up(loop);
        ending.turn(0);
        ending.lift();
        assertFalse(ending.limits());
        assertEquals(0, ending.turn(0));
        assertEquals(0, bandwidth.up(loop).turn(0));
    }

    @Test
    void without_bounds_nothing_waits() {
        Throttle throttle = Bandwidth.UNLIMITED.up(loop);
        assertFalse(throttle.limits());
        for (int i = 0; i < 10; i++) {
            assertEquals(7, throttle.turn(7));
            throttle.moved(throttle.most());
        }
    }

    @Test
    void turn_that_comes_late_is_made_up_for() {
        Throttle throttle = new Bandwidth(0, RATE).up(loop);
        long late = TimeUnit.MILLISECONDS.toNanos(7);
        long now = 0;
        long bytes = 0;
        while (now < SECOND) {
            now = Math.max(now, throttle.turn(now)) + late;
            throttle.moved(throttle.most());
            bytes += throttle.most();
        }
        assertAbout(RATE, bytes);
    }

    @Test
    void sessions_from_before_a_change_share_with_those_after_it() {
        Bandwidth before = new Bandwidth(RATE, 0);
        Throttle old = before.up(loop);
        Throttle young = before.changedTo(2 * RATE, 0).up(loop);
        assertEquals(0, old.turn(0));
        old.moved(old.most());
        assertTrue(young.turn(0) > 0, "the other one's part goes first");
    }
}
