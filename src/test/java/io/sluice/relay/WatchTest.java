package io.sluice.relay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.junit.jupiter.api.Test;

final class WatchTest {
    private static final long SECOND = 1_000_000_000L;

    private static Watch watch(int idle, int stall, int heartbeat, int maxSession) {
        Duration some = Duration.ofSeconds(1);
        return new Watch(
                new RelaySettings(
                        some,
                        Duration.ofSeconds(idle),
                        Duration.ofSeconds(stall),
                        some,
                        Duration.ofSeconds(heartbeat),
                        Duration.ofSeconds(maxSession),
                        1,
                        1,
                        Bandwidth.UNLIMITED),
                0);
    }

    @Test
    void without_bounds_nothing_is_ever_exceeded() {
        Watch watch = watch(0, 0, 0, 0);
        assertNull(watch.exceeded(1L << 60));
        assertFalse(watch.pingDue(1L << 60));
        assertEquals(Watch.NEVER, watch.nextLook(5));
    }

    @Test
    void idle_counts_from_the_last_byte() {
        Watch watch = watch(10, 0, 0, 0);
        watch.moved(5 * SECOND);
        assertEquals(15 * SECOND, watch.nextLook(5 * SECOND));
        assertNull(watch.exceeded(15 * SECOND - 1));
        assertEquals(CloseReason.IDLE, watch.exceeded(15 * SECOND));
    }

    @Test
    void stall_counts_only_while_a_send_is_under_way() {
        Watch watch = watch(0, 10, 0, 0);
        assertNull(watch.exceeded(100 * SECOND));
        watch.sendBegan(100 * SECOND);
        assertEquals(110 * SECOND, watch.nextLook(105 * SECOND));
        assertEquals(CloseReason.CLIENT_STALLED, watch.exceeded(110 * SECOND));
        watch.sendEnded();
        assertNull(watch.exceeded(110 * SECOND));
        assertEquals(120 * SECOND, watch.nextLook(110 * SECOND));
    }

    @Test
    void silent_client_is_asked_once_and_given_up_a_heartbeat_later() {
        Watch watch = watch(0, 0, 10, 0);
        assertFalse(watch.pingDue(10 * SECOND - 1));
        assertTrue(watch.pingDue(10 * SECOND));
        watch.pingBegan(10 * SECOND);
        assertFalse(watch.pingDue(11 * SECOND));
        assertEquals(20 * SECOND, watch.nextLook(11 * SECOND));
        assertNull(watch.exceeded(20 * SECOND - 1));
        assertEquals(CloseReason.CLIENT_SILENT, watch.exceeded(20 * SECOND));
    }

    @Test
    void client_is_not_given_up_before_it_was_asked() {
        Watch watch = watch(0, 0, 10, 0);
        assertTrue(watch.pingDue(10 * SECOND));
        assertFalse(watch.pingDue(15 * SECOND));
        assertNull(watch.exceeded(100 * SECOND));
        watch.pingBegan(100 * SECOND);
        assertNull(watch.exceeded(109 * SECOND));
        assertEquals(CloseReason.CLIENT_SILENT, watch.exceeded(110 * SECOND));
    }

    @Test
    void client_that_answers_is_asked_again_a_heartbeat_later() {
        Watch watch = watch(0, 0, 10, 0);
        assertTrue(watch.pingDue(10 * SECOND));
        watch.pingBegan(10 * SECOND);
        watch.heard(12 * SECOND);
        assertNull(watch.exceeded(31 * SECOND));
        assertEquals(22 * SECOND, watch.nextLook(12 * SECOND));
        assertTrue(watch.pingDue(22 * SECOND));
    }

    @Test
    void age_counts_from_the_start_whatever_happens() {
        Watch watch = watch(0, 0, 0, 10);
        watch.moved(9 * SECOND);
        watch.heard(9 * SECOND);
        assertEquals(CloseReason.TOO_OLD, watch.exceeded(10 * SECOND));
    }

    @Test
    void late_look_gives_the_pong_more_time_once() {
        Watch watch = watch(0, 0, 10, 0);
        watch.pingBegan(10 * SECOND);
        assertNull(watch.exceeded(100 * SECOND), "the machine was suspended, and the Pong may lie unread");
        assertNull(watch.exceeded(109 * SECOND));
        assertEquals(CloseReason.CLIENT_SILENT, watch.exceeded(110 * SECOND));
    }

    @Test
    void client_that_is_not_read_owes_no_pong_but_is_asked_again() {
        Watch watch = watch(0, 0, 10, 0);
        watch.pingBegan(10 * SECOND);
        watch.deaf();
        assertNull(watch.exceeded(20 * SECOND));
        assertTrue(watch.pingDue(20 * SECOND));
    }
}
