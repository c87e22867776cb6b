package io.sluice.relay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.Closeable;
import java.io.IOException;
import org.junit.jupiter.api.Test;

final class DescriptorReserveTest {
    /** What the system still gives; below the reserve's size at first, nothing else is open. */
    private int free = 1000;

    private final DescriptorReserve reserve = new DescriptorReserve(Runnable::run, this::open);

    private Closeable open() throws IOException {
        if (free == 0) {
            throw new IOException("Too many open files");
        }
        free--;
        return () -> free++;
    }

    @Test
    void session_that_finds_none_left_gets_one_of_the_reserve_and_no_more_may_begin() throws Exception {
        free = 0;
        try (Closeable got = reserve.open(this::open)) {
            assertTrue(reserve.exhausted());
            assertTrue(free > 0, "some are left for connections that are to be refused");
        }
    }

    @Test
    void sessions_may_begin_again_when_the_reserve_is_full_again() throws Exception {
        int before = free;
        free = 0;
        reserve.refill();
        assertTrue(reserve.exhausted(), "it is noticed without anybody asking");
        free = 5;
        reserve.refill();
        assertTrue(reserve.exhausted(), "a few are not enough");
        assertEquals(5, free, "they are left to others");
        free = 40;
        reserve.refill();
        assertTrue(reserve.exhausted(), "there must be some for sessions besides the reserve");
        free = before;
        reserve.refill();
        assertFalse(reserve.exhausted());
    }

    @Test
    void without_any_at_all_the_session_fails() {
        reserve.close();
        free = 0;
        assertThrows(IOException.class, () -> reserve.open(this::open));
    }

    @Test
    void none_is_kept_once_closed() {
        reserve.close();
        assertEquals(1000, free);
        reserve.refill();
        assertEquals(1000, free);
    }
}
