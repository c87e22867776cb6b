package io.sluice.testing;

import io.sluice.config.ConfigurationSource;
import io.sluice.gateway.Gateway;
import io.sluice.manage.Reload;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** A gateway in a container, with a clock that only the test moves. Closing it fails if it leaves anything behind. */
public final class RunningGateway implements AutoCloseable {
    /** What a container gives. */
    record Host(Gateway gateway, int port, Stop stop) {}

    /** Ends a container. */
    interface Stop {
        void stop() throws Exception;
    }

    private final Host host;
    private final FakeTicker ticker;

    private final Path file;
    private boolean closed;

    private RunningGateway(Host host, FakeTicker ticker, Path file) {
        this.host = host;
        this.ticker = ticker;
        this.file = file;
    }

    /** Starts a gateway with this configuration, on a free port and with a clock that stands still. */
    public static RunningGateway start(Container container, String yaml) throws Exception {
        FakeTicker ticker = new FakeTicker();
        Path file = Files.createTempFile("sluice", ".yaml");
        write(file, yaml);
        return new RunningGateway(container.host(ConfigurationSource.of(file), ticker), ticker, file);
    }

    /** Serves another configuration from now on. */
    public void apply(String yaml) throws Exception {
        Reload reload = reload(yaml);
        if (reload.outcome() != Reload.Outcome.APPLIED) {
            throw new AssertionError(reload);
        }
    }

    /** Changes the configuration's file and has it read again, whatever comes of it. */
    public Reload reload(String yaml) throws Exception {
        write(file, yaml);
        return gateway().reload();
    }

    /** Sessions are given no grace at the end unless the test gives them some. */
    private static void write(Path file, String yaml) throws IOException {
        String grace = yaml.contains("grace:") ? "" : "grace: 0s\n";
        String manage = yaml.contains("manage:") ? "" : "manage: off\n";
        Files.writeString(file, "listen: 127.0.0.1:0\n" + manage + grace + yaml);
    }

    public int port() {
        return host.port();
    }

    public Gateway gateway() {
        return host.gateway();
    }

    /** Moves the clock on. */
    public void advance(Duration by) {
        ticker.advance(by);
        host.gateway().engine().wakeUp();
    }

    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        CompletableFuture<Void> stopped = CompletableFuture.runAsync(() -> {
            try {
                host.stop().stop();
            } catch (Exception e) {
                throw new AssertionError("The container did not stop", e);
            }
        });
        // Slowly enough for both ends to have their say before linger is over.
        Eventually.holds("the container has stopped", () -> {
            advance(Duration.ofMillis(10));
            return stopped.isDone();
        });
        stopped.join();
        deleteFile();
        Eventually.holds("no session is left", () -> gateway().sessions().all().isEmpty());
        Eventually.holds("no permit is left", () -> !gateway().busy());
        Eventually.holds("no buffer is left", () -> gateway().engine().buffersInUse() == 0);
        Eventually.holds("no thread is left: " + threads(), () -> threads().isEmpty());
    }

    private void deleteFile() {
        try {
            Files.delete(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> name.startsWith("sluice-"))
                .toList();
    }
}
