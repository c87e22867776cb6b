package io.sluice.relay;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.IntFunction;

/**
 * Owns what relays share: the loops, the buffers, and the threads that may block or take their time (name resolution;
 * TLS handshakes; Ping and Close frames, which some containers send blocking; logs). Methods may be called from any
 * thread.
 */
public final class RelayEngine implements AutoCloseable {
    /** How long the last Close frames may take. */
    private static final long CLOSING_MILLIS = 2000;

    /** How long a part of a dial that nobody waits for any more is waited for, so that its thread is gone. */
    private static final long DIALLING_MILLIS = 500;

    /** How long what was put aside may take at the end. */
    private static final long ASIDE_MILLIS = 2000;

    private static final Duration DESCRIPTORS_INTERVAL = Duration.ofSeconds(1);

    /** Small, because even one byte that waits for a target takes a buffer. */
    private static final int QUEUE_BUFFER = 16 * 1024;

    /** Two of the largest TLS records. */
    private static final int TLS_BUFFER = 36 * 1024;

    private static final int RESOLVING_THREADS = 32;

    private static final int PROBING_THREADS = 8;

    /** They reckon, so more than there are cores are for a trust manager that asks somebody. */
    private static final int HANDSHAKING_THREADS = 8;

    /** Each client that takes nothing may hold one for as long as a session may linger. */
    private static final int BLOCKING_THREADS = 256;

    /** So much may be put aside before more of it is lost: a log that hangs must not fill the memory. */
    private static final int LONGEST_ASIDE = 100_000;

    private final SelectorLoop[] loops;
    private final List<LoopLag> lags = new ArrayList<>();
    private final SharedResources shared;

    /** Apart from the others: a name server that does not answer must not keep heartbeats waiting. */
    private final BlockingThreads resolving =
            new BlockingThreads("sluice-resolving-", RESOLVING_THREADS, Integer.MAX_VALUE);

    /** Apart from the others: trying targets whose names are not found must not keep sessions waiting. */
    private final BlockingThreads probing = new BlockingThreads("sluice-probing-", PROBING_THREADS, Integer.MAX_VALUE);

    private final BlockingThreads blocking =
            new BlockingThreads("sluice-blocking-", BLOCKING_THREADS, Integer.MAX_VALUE);

    /** Apart from the others: a burst of handshakes must not keep heartbeats waiting, nor Close frames a handshake. */
    private final BlockingThreads handshaking =
            new BlockingThreads("sluice-handshaking-", HANDSHAKING_THREADS, Integer.MAX_VALUE);

    /** One, so that lines come in order. */
    private final BlockingThreads aside = new BlockingThreads("sluice-aside-", 1, LONGEST_ASIDE);

    private final Faults faults = new Faults(aside);
    private final AtomicInteger next = new AtomicInteger();

    /**
     * Starts the loops.
     *
     * @param loops how many; at least 1, more than one per core is of no use
     * @param ticker the clock of all timers
     * @throws IOException if the system gives no selector
     */
    public RelayEngine(int loops, Ticker ticker) throws IOException {
        this(loops, ticker, ByteBuffer::allocateDirect);
    }

    /** The same, with this memory. */
    RelayEngine(int loops, Ticker ticker, IntFunction<ByteBuffer> memory) throws IOException {
        this.shared = new SharedResources(
                resolving,
                blocking,
                handshaking,
                new TlsTrouble(this::putAside, this::after),
                new DownloadBuffers(reporting(memory)),
                new QueueBuffers(new BufferPool(QUEUE_BUFFER, reporting(memory))),
                new BufferPool(TLS_BUFFER, reporting(memory)),
                new WaitingThreads(),
                new DescriptorReserve(this::putAside),
                faults);
        this.loops = new SelectorLoop[loops];
        for (int i = 0; i < loops; i++) {
            SelectorLoop loop = new SelectorLoop("sluice-loop-" + i, ticker, faults);
            this.loops[i] = loop;
            LoopLag lag = new LoopLag(loop);
            lags.add(lag);
            loop.execute(lag::begin);
        }
        watchDescriptors();
    }

    /**
     * Prepares a session's relay, to be started with {@link Relay#start}.
     *
     * @param downstream the client's side
     * @param settings its bounds
     * @param listener told of what becomes of it
     */
    public Relay relay(Downstream downstream, RelaySettings settings, RelayListener listener) {
        return new Relay(nextLoop(), shared, downstream, settings, listener);
    }

    /**
     * Tries whether a destination takes connections. None of its bytes are read, and none are sent.
     *
     * @param timeout how long that may take
     * @param told what was found, once, on a loop's thread, which it must not block; never after {@link #close}
     */
    public void probe(Destination destination, Duration timeout, Consumer<Reachability> told) {
        if (shared.descriptors().exhausted()) {
            nextLoop().execute(() -> told.accept(Reachability.UNKNOWN));
            return;
        }
        Probe.start(nextLoop(), shared.resolvingOn(probing), destination, timeout, told);
    }

    private SelectorLoop nextLoop() {
        return loops[Math.floorMod(next.getAndIncrement(), loops.length)];
    }

    /** Defects that were contained. */
    public Faults faults() {
        return faults;
    }

    /**
     * Does what nobody waits for and what may block, such as writing a log: one after the other, on a thread of its
     * own. When that is hopelessly behind, work is lost, and each loss counts as a fault. Never throws.
     */
    public void putAside(Runnable work) {
        try {
            aside.execute(() -> faults.contained(work));
        } catch (RuntimeException | Error e) {
            faults.report("Work that was put aside is lost", e);
        }
    }

    /**
     * Does what takes its time, or may block, soon, on a thread that may. Returns false if it will not be done; never
     * throws.
     */
    public boolean doInBackground(Runnable work) {
        try {
            blocking.execute(() -> contained(work));
            return true;
        } catch (RuntimeException | Error e) {
            faults.report("Work in the background is lost", e);
            return false;
        }
    }

    private void contained(Runnable work) {
        try {
            work.run();
        } catch (RuntimeException | Error e) {
            faults.report("A defect in work in the background", e);
        }
    }

    /** How late each loop was for what is due each second, at the most within the last 60 seconds; or is already. */
    public List<Duration> loopLags() {
        return lags.stream().map(LoopLag::greatest).toList();
    }

    /** How late the latest of the loops is at this moment; zero if none is. */
    public Duration lateness() {
        return lags.stream().map(LoopLag::now).max(Comparator.naturalOrder()).orElse(Duration.ZERO);
    }

    private IntFunction<ByteBuffer> reporting(IntFunction<ByteBuffer> memory) {
        return size -> {
            try {
                return memory.apply(size);
            } catch (OutOfMemoryError e) {
                faults.report("There is no memory for a buffer", e);
                throw e;
            }
        };
    }

    private void watchDescriptors() {
        after(DESCRIPTORS_INTERVAL, () -> {
            watchDescriptors();
            shared.descriptors().refill();
        });
    }

    /** The system's file descriptors. */
    public DescriptorReserve descriptors() {
        return shared.descriptors();
    }

    /** From now on, what waits for targets may take so many bytes of memory in all. */
    public void limitQueues(long bytes) {
        shared.queueBuffers().limit(bytes);
    }

    /** How many bytes of memory are taken at this moment by what waits for targets. */
    public long queuedBytes() {
        return shared.queueBuffers().taken();
    }

    /** How many buffers relays hold at this moment: none when every client and every target keeps up. */
    public int buffersInUse() {
        return shared.downloadBuffers().inUse()
                + (int) (shared.queueBuffers().taken() / QUEUE_BUFFER)
                + shared.tlsBuffers().inUse();
    }

    /**
     * Runs the action on a loop's thread, which it must not block, once this time has passed; not after {@link #close}.
     */
    public void after(Duration delay, Runnable action) {
        SelectorLoop loop = loops[0];
        long deadline = loop.now() + delay.toNanos();
        loop.execute(() -> loop.timers().schedule(deadline, action));
    }

    /** Makes all loops look at the clock; for a clock that jumps. */
    public void wakeUp() {
        for (SelectorLoop loop : loops) {
            loop.wakeUp();
        }
    }

    /**
     * Stops the threads and waits until they have ended; what relays are left lose their channels without a word, so
     * end them before.
     */
    @Override
    public void close() {
        for (SelectorLoop loop : loops) {
            loop.stop();
        }
        shared.descriptors().close();
        boolean interrupted = stop(blocking, CLOSING_MILLIS);
        interrupted |= stop(resolving, DIALLING_MILLIS);
        interrupted |= stop(probing, DIALLING_MILLIS);
        interrupted |= stop(handshaking, DIALLING_MILLIS);
        interrupted |= stop(aside, ASIDE_MILLIS);
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Returns whether it was interrupted in waiting. */
    private static boolean stop(BlockingThreads threads, long longestMillis) {
        try {
            threads.stop(longestMillis);
            return false;
        } catch (InterruptedException e) {
            threads.interrupt();
            return true;
        }
    }
}
