package io.sluice.container;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.sluice.testing.RawWebSocket;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A running container, a process of its own. Closing it kills it, whatever state it is in. */
public final class ContainerProcess implements AutoCloseable {
    private static final Duration LONGEST = Duration.ofSeconds(30);
    private static final long POLL_MILLIS = 50;

    /** Something that is bound to come true; an IOException says that it is not true yet. */
    interface Condition {
        boolean holds() throws IOException, InterruptedException;
    }

    private final Process process;
    private final Path log;
    private final Thread killer;
    private int port;

    private ContainerProcess(Process process, Path log) {
        this.process = process;
        this.log = log;
        this.killer = new Thread(process::destroyForcibly);
        Runtime.getRuntime().addShutdownHook(killer);
    }

    /** Starts the container of a base, with options such as {@code -Dsluice.config=FILE}, and waits for its port. */
    public static ContainerProcess start(ContainerBase base, String... options) throws Exception {
        List<String> all = new ArrayList<>(
                List.of("-Xmx256m", "-Djava.io.tmpdir=" + base.folder().resolve("temp")));
        all.addAll(List.of(options));
        return start(base.command(all), base.folder().resolve("console.log"), base.portInLog());
    }

    /** Starts a container and waits until it tells its port. */
    public static ContainerProcess start(ProcessBuilder command, Path log, Pattern portInLog) throws Exception {
        command.environment().remove("SLUICE_CONFIG");
        command.redirectErrorStream(true).redirectOutput(log.toFile());
        ContainerProcess container = new ContainerProcess(command.start(), log);
        try {
            container.await("it listens", () -> {
                Matcher matcher = portInLog.matcher(container.log());
                boolean found = matcher.find();
                if (found) {
                    container.port = Integer.parseInt(matcher.group(1));
                }
                return found;
            });
            return container;
        } catch (AssertionError e) {
            container.close();
            throw e;
        }
    }

    public long pid() {
        return process.pid();
    }

    public int port() {
        return port;
    }

    /** All that the container has written so far. */
    public String log() {
        try {
            return new String(Files.readAllBytes(log), UTF_8);
        } catch (IOException e) {
            return "(" + e + ")";
        }
    }

    RawWebSocket.Response get(String path, String... headers) throws IOException {
        return RawWebSocket.http(port, "GET", path, headers);
    }

    public void awaitStatus(String path, int status) throws InterruptedException {
        await(path + " answers with " + status, () -> get(path).status() == status);
    }

    /** Returns once the condition holds; fails, with the log, when it never does or the container ends. */
    void await(String what, Condition condition) throws InterruptedException {
        long deadline = System.nanoTime() + LONGEST.toNanos();
        while (!holds(condition)) {
            if (process.waitFor(POLL_MILLIS, TimeUnit.MILLISECONDS)) {
                throw new AssertionError("The container ended before " + what + ":\n" + log());
            }
            if (System.nanoTime() > deadline) {
                throw new AssertionError("Never came true: " + what + "\n" + log());
            }
        }
    }

    private static boolean holds(Condition condition) throws InterruptedException {
        try {
            return condition.holds();
        } catch (IOException e) {
            return false;
        }
    }

    /** What the running virtual machine answers to a diagnostic command, such as {@code Thread.print}. */
    public String diagnose(String command) throws IOException, InterruptedException {
        String program = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
        Process asking = new ProcessBuilder(program, Long.toString(process.pid()), command)
                .redirectErrorStream(true)
                .start();
        try (InputStream out = asking.getInputStream()) {
            String answer = new String(out.readAllBytes(), UTF_8);
            if (asking.waitFor() != 0) {
                throw new AssertionError("jcmd " + command + " failed: " + answer);
            }
            return answer;
        } finally {
            asking.destroyForcibly();
        }
    }

    /** How many class loaders of this class have classes, after a collection of garbage. */
    long loaders(String loaderClass) throws IOException, InterruptedException {
        diagnose("GC.run");
        return diagnose("VM.classloader_stats")
                .lines()
                .filter(line -> line.endsWith("." + loaderClass))
                .count();
    }

    /** Asks the container to stop, as a service manager does, and waits until it has. */
    void stop() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(LONGEST.toSeconds(), TimeUnit.SECONDS)) {
            throw new AssertionError("The container does not stop:\n" + log());
        }
    }

    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
        Runtime.getRuntime().removeShutdownHook(killer);
    }
}
