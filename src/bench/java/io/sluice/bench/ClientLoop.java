package io.sluice.bench;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;

/** A thread with a selector that carries any number of client sessions. */
final class ClientLoop implements AutoCloseable {
    private static final int READ_BYTES = 256 * 1024;
    private static final int BROKEN = 70;
    private static final long LONGEST_WAIT_MILLIS = 1000;

    private record Timer(long due, Runnable task) {}

    private final Selector selector;
    private final Thread thread;
    private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
    private final PriorityQueue<Timer> timers = new PriorityQueue<>(Comparator.comparingLong(Timer::due));
    private final Set<ClientSession> sessions = new HashSet<>();
    private final ByteBuffer readBuffer = ByteBuffer.allocateDirect(READ_BYTES);
    private volatile boolean stopping;

    ClientLoop(String name) throws IOException {
        selector = Selector.open();
        thread = new Thread(this::run, name);
        thread.setDaemon(true);
        thread.setUncaughtExceptionHandler((broken, e) -> {
            // Figures of half a load would be taken for those of a whole one.
            e.printStackTrace();
            Runtime.getRuntime().halt(BROKEN);
        });
        thread.start();
    }

    /** Opens a session, soon. From any thread. */
    void open(InetSocketAddress address, String path, Conversation conversation) {
        execute(() -> connect(address, path, conversation, 0));
    }

    /** The same, with a receive buffer of so many bytes, so that a client that does not read is noticed soon. */
    void open(InetSocketAddress address, String path, Conversation conversation, int receiveBytes) {
        execute(() -> connect(address, path, conversation, receiveBytes));
    }

    /** Says farewell in all sessions, soon. From any thread. */
    void closeSessions() {
        execute(() -> new ArrayList<>(sessions).forEach(ClientSession::close));
    }

    /** Runs a task on the loop's thread, soon. From any thread. */
    void execute(Runnable task) {
        tasks.add(task);
        if (Thread.currentThread() != thread) {
            selector.wakeup();
        }
    }

    /** Runs a task on the loop's thread after a while. On the loop's thread. */
    void after(Duration wait, Runnable task) {
        timers.add(new Timer(System.nanoTime() + wait.toNanos(), task));
    }

    /** For what is read, until the next read. On the loop's thread. */
    ByteBuffer readBuffer() {
        return readBuffer;
    }

    void forget(ClientSession session) {
        sessions.remove(session);
    }

    private void connect(InetSocketAddress address, String path, Conversation conversation, int receiveBytes) {
        try {
            SocketChannel channel = SocketChannel.open();
            channel.configureBlocking(false);
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            if (receiveBytes > 0) {
                channel.setOption(StandardSocketOptions.SO_RCVBUF, receiveBytes);
            }
            SelectionKey key = channel.register(selector, SelectionKey.OP_CONNECT);
            ClientSession session = new ClientSession(this, channel, key, path, conversation);
            key.attach(session);
            sessions.add(session);
            if (channel.connect(address)) {
                session.ready(SelectionKey.OP_CONNECT);
            }
        } catch (IOException e) {
            throw new IllegalStateException("The load generator cannot connect to " + address, e);
        }
    }

    private void run() {
        try {
            while (!stopping) {
                select();
                for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
                    task.run();
                }
                long now = System.nanoTime();
                while (!timers.isEmpty() && timers.peek().due() <= now) {
                    timers.remove().task().run();
                }
            }
            for (ClientSession session : new ArrayList<>(sessions)) {
                session.abandon();
            }
            selector.close();
        } catch (IOException e) {
            throw new IllegalStateException("The load generator's selector is broken", e);
        }
    }

    private void select() throws IOException {
        long wait = LONGEST_WAIT_MILLIS;
        if (!timers.isEmpty()) {
            wait = Math.min(wait, TimeUnit.NANOSECONDS.toMillis(timers.peek().due() - System.nanoTime()));
        }
        if (!tasks.isEmpty() || wait <= 0) {
            selector.selectNow(ClientLoop::handle);
        } else {
            selector.select(ClientLoop::handle, wait);
        }
    }

    private static void handle(SelectionKey key) {
        ((ClientSession) key.attachment()).ready(key.readyOps());
    }

    /** Ends all sessions without a word, and the thread. */
    @Override
    public void close() {
        stopping = true;
        selector.wakeup();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
