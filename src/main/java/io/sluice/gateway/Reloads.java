package io.sluice.gateway;

import io.sluice.config.Configuration;
import io.sluice.config.ConfigurationException;
import io.sluice.config.ConfigurationSource;
import io.sluice.config.Problem;
import io.sluice.manage.Reload;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the configuration again when its file has changed, and when somebody asks for it. One thread does it all, one
 * reload after the other. Used from any thread.
 */
final class Reloads implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Reloads.class);

    /** A file system may hang: nobody waits for it longer than this. */
    private static final long LONGEST_SECONDS = 10;

    /** Takes a configuration over. */
    @FunctionalInterface
    interface Serving {
        /**
         * Serves it from now on.
         *
         * @return the keys that take effect at the next start only
         * @throws ConfigurationException if it cannot be served; then nothing has changed
         */
        List<String> serve(Configuration configuration) throws ConfigurationException;
    }

    private final ConfigurationSource source;
    private final Serving serve;
    private final Consumer<Reload> listener;
    private final long intervalNanos;
    private final BlockingQueue<CompletableFuture<Reload>> asked = new LinkedBlockingQueue<>();
    private final Thread thread;
    private volatile boolean closed;
    private volatile @Nullable Reload last;

    private Reloads(ConfigurationSource source, Serving serve, Consumer<Reload> listener, Duration interval) {
        this.source = source;
        this.serve = serve;
        this.listener = listener;
        this.intervalNanos = interval.toNanos();
        this.thread = new Thread(this::run, "sluice-reload");
        thread.setDaemon(true);
    }

    /**
     * Begins to look at the source's file, and does so until closed. It looks instead of being told by the file system,
     * because network file systems do not tell and links are not told of.
     *
     * @param source was read already; belongs to the one thread from now on
     * @param serve takes a configuration over
     * @param listener told of what became of each
     * @param interval how often to look
     */
    static Reloads start(ConfigurationSource source, Serving serve, Consumer<Reload> listener, Duration interval) {
        Reloads reloads = new Reloads(source, serve, listener, interval);
        reloads.thread.start();
        return reloads;
    }

    /** Reads the configuration again, changed or not, and waits until that is done. */
    Reload reload() {
        CompletableFuture<Reload> request = new CompletableFuture<>();
        asked.add(request);
        if (closed) {
            request.complete(stopping());
        }
        try {
            // Not completeOnTimeout, whose thread would outlive a web application and hold its class loader.
            return request.get(LONGEST_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            return Reload.impossible("The configuration is still being read; health will say what became of it.");
        } catch (ExecutionException e) {
            throw new IllegalStateException("A reload failed instead of saying why", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return stopping();
        }
    }

    /** What became of the last one; null before the first. */
    @Nullable
    Reload last() {
        return last;
    }

    /** Ends the thread. */
    @Override
    public void close() {
        closed = true;
        // Wakes the thread; an interrupt could hit it while it reads.
        asked.add(new CompletableFuture<>());
        try {
            thread.join(TimeUnit.SECONDS.toMillis(LONGEST_SECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        while (!closed) {
            CompletableFuture<Reload> request = nextRequest();
            if (request != null) {
                request.complete(closed ? stopping() : attempt());
            } else {
                look();
            }
        }
        asked.forEach(late -> late.complete(stopping()));
    }

    /** The next request, or null when it is time to look at the file. */
    private @Nullable CompletableFuture<Reload> nextRequest() {
        try {
            return asked.poll(intervalNanos, TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            // Nobody has a reason to interrupt this thread; it ends when it is closed.
            return null;
        }
    }

    /** Serves the file if it has changed. On the one thread. */
    void look() {
        try {
            if (source.changed()) {
                attempt();
            }
        } catch (RuntimeException | Error e) {
            LOG.error("A defect keeps the configuration's file from being looked at", e);
        }
    }

    private Reload attempt() {
        Reload reload = outcome();
        last = reload;
        try {
            listener.accept(reload);
        } catch (RuntimeException | Error e) {
            LOG.error("A defect keeps a reload from being told of", e);
        }
        return reload;
    }

    private Reload outcome() {
        try {
            Configuration configuration = source.read();
            List<String> atNextStart = serve.serve(configuration);
            LOG.info("Reloaded: {} routes of {}", configuration.routes().size(), source.name());
            if (!atNextStart.isEmpty()) {
                LOG.warn("Changed, but in effect at the next start only: {}", String.join(", ", atNextStart));
            }
            return Reload.applied(atNextStart);
        } catch (ConfigurationException e) {
            e.problems().forEach(problem -> LOG.error("Not reloaded: {}", problem));
            return Reload.refused(e.problems().stream().map(Problem::toString).toList());
        } catch (RuntimeException | Error e) {
            LOG.error("A defect keeps a configuration from being reloaded", e);
            return Reload.refused(List.of("A defect of the gateway; the log says more."));
        }
    }

    private static Reload stopping() {
        return Reload.impossible("The gateway is stopping.");
    }
}
