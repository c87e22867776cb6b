package io.sluice.peers;

import io.sluice.testing.TestTarget;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** A Redis server on a port of its own, which keeps nothing. */
final class RedisServer implements AutoCloseable {
    private final ChildProcess child;

    private RedisServer(ChildProcess child) {
        this.child = child;
    }

    /** Starts one with these lines of configuration besides, and returns once it listens. */
    static RedisServer start(Path folder, String... configuration) throws Exception {
        Path file = folder.resolve("redis.conf");
        List<String> lines = new ArrayList<>(List.of("bind 127.0.0.1", "save \"\"", "daemonize no", "dir " + folder));
        lines.addAll(List.of(configuration));
        Files.write(file, lines);
        ChildProcess child = ChildProcess.start(Programs.path("redis-server"), file.toString());
        try {
            child.awaitOutput(Pattern.compile("Ready to accept connections"));
            return new RedisServer(child);
        } catch (Throwable e) {
            child.close();
            throw e;
        }
    }

    /** Has a server do something, by its own client. */
    static void tell(int port, String... command) throws Exception {
        List<String> line = new ArrayList<>(
                List.of(Programs.path("redis-cli"), "-e", "-h", "127.0.0.1", "-p", Integer.toString(port)));
        line.addAll(List.of(command));
        ChildProcess.output(line.toArray(String[]::new));
    }

    static int unusedPort() {
        return TestTarget.unusedPort();
    }

    void signal(String name) throws Exception {
        child.signal(name);
    }

    @Override
    public void close() {
        child.close();
    }
}
