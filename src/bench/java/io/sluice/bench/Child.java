package io.sluice.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Writer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A Java process that answers line by line and ends with its standard input, so also when this process is killed. */
final class Child implements AutoCloseable {
    private static final long HANGING_SECONDS = 60;

    private final Process process;
    private final Writer in;
    private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();
    private final Thread killer;

    private Child(Process process) {
        this.process = process;
        this.in = process.outputWriter(UTF_8);
        this.killer = new Thread(process::destroyForcibly);
        Runtime.getRuntime().addShutdownHook(killer);
        Thread reader = new Thread(this::readAll, "bench-child-output");
        reader.setDaemon(true);
        reader.start();
    }

    /**
     * Starts a program of this class path.
     *
     * @param prefix what runs the command, such as a program that enters a network namespace; may be empty
     */
    static Child start(List<String> prefix, Class<?> program, List<String> arguments) throws IOException {
        List<String> command = new ArrayList<>(prefix);
        command.add(System.getProperty("java.home") + "/bin/java");
        command.addAll(List.of("-Xmx512m", "-XX:+UseSerialGC", "-cp", System.getProperty("java.class.path")));
        command.add(program.getName());
        command.addAll(arguments);
        return new Child(new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start());
    }

    private void readAll() {
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8))) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                lines.add(line);
            }
        } catch (IOException e) {
            // The process was killed.
        }
    }

    /** The next line that it prints. */
    String line() throws InterruptedException {
        String line = lines.poll(HANGING_SECONDS, TimeUnit.SECONDS);
        if (line == null) {
            throw new IllegalStateException("Process " + process.pid() + " says nothing");
        }
        return line;
    }

    /** Asks, and returns the next line. */
    String ask(String question) throws IOException, InterruptedException {
        in.write(question + "\n");
        in.flush();
        return line();
    }

    /** Halts it with SIGSTOP; it keeps its connections and does nothing. */
    void halt() throws IOException, InterruptedException {
        signal("STOP");
    }

    /** Lets it go on after it was halted. */
    void resume() throws IOException, InterruptedException {
        signal("CONT");
    }

    private void signal(String name) throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                .inheritIO()
                .start()
                .waitFor();
    }

    /** Ends it with SIGKILL; returns before it is gone. */
    void kill() {
        process.destroyForcibly();
    }

    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
        try {
            Runtime.getRuntime().removeShutdownHook(killer);
        } catch (IllegalStateException e) {
            // This process is ending, and the hook is about to find nothing to do.
        }
    }
}
