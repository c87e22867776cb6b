package io.sluice.relay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.testing.Eventually;
import io.sluice.testing.TestTarget;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class SelectorLoopTest {
    private final Faults faults = new Faults(Runnable::run);
    private SelectorLoop loop;

    @BeforeEach
    void start() throws Exception {
        loop = new SelectorLoop("sluice-loop-of-a-test", Ticker.SYSTEM, faults);
    }

    @AfterEach
    void stop() {
        loop.stop();
    }

    private void assertGoesOn() throws Exception {
        CompletableFuture<Boolean> done = new CompletableFuture<>();
        loop.execute(() -> done.complete(true));
        assertEquals(true, done.get(30, TimeUnit.SECONDS));
    }

    @Test
    void task_that_throws_is_counted_and_the_loop_goes_on() throws Exception {
        loop.execute(() -> {
            throw new IllegalStateException("as a test wishes");
        });
        loop.execute(() -> {
            throw new StackOverflowError("as a test wishes");
        });
        assertGoesOn();
        assertEquals(2, faults.count());
    }

    @Test
    void task_that_came_before_the_stop_is_done() throws Exception {
        CompletableFuture<Boolean> begun = new CompletableFuture<>();
        CompletableFuture<Boolean> goOn = new CompletableFuture<>();
        CompletableFuture<Boolean> done = new CompletableFuture<>();
        loop.execute(() -> {
            begun.complete(true);
            goOn.join();
        });
        begun.get(30, TimeUnit.SECONDS);
        loop.execute(() -> done.complete(true));
        Thread stopping = new Thread(loop::stop);
        stopping.start();
        Eventually.holds("the stop waits for the loop", () -> stopping.getState() == Thread.State.WAITING);
        goOn.complete(true);
        stopping.join();
        assertTrue(done.isDone());
    }

    @Test
    void timer_that_throws_is_counted_and_others_fire() throws Exception {
        CompletableFuture<Boolean> fired = new CompletableFuture<>();
        loop.execute(() -> {
            loop.timers().schedule(loop.now(), () -> {
                throw new IllegalStateException("as a test wishes");
            });
            loop.timers().schedule(loop.now(), () -> fired.complete(true));
        });
        assertEquals(true, fired.get(30, TimeUnit.SECONDS));
        assertEquals(1, faults.count());
    }

    @Test
    void key_that_is_cancelled_when_its_channel_is_ready_is_told_so_and_the_loop_goes_on() throws Exception {
        try (TestTarget target = new TestTarget();
                SocketChannel first = readable(target);
                SocketChannel second = readable(target)) {
            List<SelectionKey> keys = new ArrayList<>();
            CompletableFuture<Integer> told = new CompletableFuture<>();
            SelectorLoop.ReadyHandler handler = operations -> {
                keys.forEach(SelectionKey::cancel);
                if (operations == 0) {
                    told.complete(operations);
                }
            };
            loop.execute(() -> {
                try {
                    keys.add(loop.register(first, SelectionKey.OP_READ, handler));
                    keys.add(loop.register(second, SelectionKey.OP_READ, handler));
                } catch (IOException e) {
                    throw new AssertionError(e);
                }
            });
            assertEquals(0, told.get(30, TimeUnit.SECONDS));
            assertGoesOn();
            assertEquals(0, faults.count());
        }
    }

    /** A channel at whose other end something has been written and has arrived. */
    private static SocketChannel readable(TestTarget target) throws IOException {
        SocketChannel channel =
                SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), target.port()));
        target.accept().write(new byte[1]);
        Eventually.holds("a byte has arrived", () -> {
            try {
                return channel.socket().getInputStream().available() > 0;
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        });
        channel.configureBlocking(false);
        return channel;
    }
}
