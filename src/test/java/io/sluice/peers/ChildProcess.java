package io.sluice.peers;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.sluice.testing.Eventually;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A program that a test runs, with all that it prints. Closing it ends it, and what it has started. */
public final class ChildProcess implements AutoCloseable {
    /** What takes so long will never come. */
    private static final long HANGING_SECONDS = 60;

    /** What a program did that has ended. */
    public record Outcome(int code, String output, String error) {}

    private final List<String> command;
    private final Process process;
    private final Printed output;
    private final Printed error;

    private ChildProcess(List<String> command, Process process) {
        this.command = command;
        this.process = process;
        this.output = Printed.by(process.getInputStream());
        this.error = Printed.by(process.getErrorStream());
    }

    /** Starts a program with this environment besides the test's own. */
    public static ChildProcess start(Map<String, String> environment, List<String> command) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command);
        // What a developer or a build has set must not show in what a test sees.
        builder.environment()
                .keySet()
                .removeAll(List.of("SLUICE_CONFIG", "JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS"));
        builder.environment().putAll(environment);
        Process process = builder.start();
        process.getOutputStream().close();
        return new ChildProcess(command, process);
    }

    /** Starts a program. */
    public static ChildProcess start(String... command) throws IOException {
        return start(Map.of(), List.of(command));
    }

    /** Runs a program to its end. */
    public static Outcome run(List<String> command) throws Exception {
        try (ChildProcess child = start(Map.of(), command)) {
            return child.awaitEnd();
        }
    }

    /** Runs a program that must succeed, and returns what it printed. */
    public static String output(String... command) throws Exception {
        Outcome outcome = run(List.of(command));
        if (outcome.code() != 0) {
            throw new AssertionError(String.join(" ", command) + " ended with " + outcome);
        }
        return outcome.output();
    }

    /** Starts a Java program with the JDK that runs the tests. */
    public static ChildProcess java(List<String> arguments) throws IOException {
        return start(Map.of(), javaCommand(arguments));
    }

    /** The command line of a Java program. */
    public static List<String> javaCommand(List<String> arguments) {
        List<String> command = new ArrayList<>();
        command.add(System.getProperty("java.home") + "/bin/java");
        command.addAll(arguments);
        return command;
    }

    /** Waits for it to print this to standard output. */
    public Matcher awaitOutput(Pattern pattern) {
        return await(output, pattern);
    }

    /** Waits for it to print this to standard error. */
    public Matcher awaitError(Pattern pattern) {
        return await(error, pattern);
    }

    private Matcher await(Printed printed, Pattern pattern) {
        Matcher matcher = printed.await(pattern);
        if (matcher == null) {
            throw new AssertionError(this + " never printed " + pattern);
        }
        return matcher;
    }

    /** Waits for it to end by itself. */
    public Outcome awaitEnd() throws InterruptedException {
        if (!process.waitFor(HANGING_SECONDS, TimeUnit.SECONDS)) {
            throw new AssertionError(this + " did not end");
        }
        return new Outcome(process.exitValue(), output.all(), error.all());
    }

    /** Asks it to end, with SIGTERM. */
    public void terminate() {
        // Not Process.destroy(), which closes the streams with what is still to be read from them.
        process.toHandle().destroy();
    }

    /** Sends it a signal, such as HUP. */
    public void signal(String name) throws Exception {
        output("kill", "-" + name, Long.toString(process.pid()));
    }

    /** Ends it, with SIGKILL. */
    public void kill() {
        process.toHandle().destroyForcibly();
    }

    @Override
    public void close() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        kill();
        try {
            if (!process.waitFor(HANGING_SECONDS, TimeUnit.SECONDS)) {
                throw new AssertionError(this + " cannot be ended");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public String toString() {
        return String.join(" ", command) + "\n--- standard output\n" + output.text() + "\n--- standard error\n"
                + error.text() + "\n---";
    }

    /** All that has been printed to one stream. Read by a thread of its own, so that the program never waits. */
    private static final class Printed {
        private final StringBuilder text = new StringBuilder();
        private volatile boolean ended;

        static Printed by(InputStream stream) {
            Printed printed = new Printed();
            Thread reader = new Thread(() -> printed.readAll(stream), "test-child-output");
            reader.setDaemon(true);
            reader.start();
            return printed;
        }

        private void readAll(InputStream stream) {
            char[] some = new char[4096];
            try (Reader reader = new InputStreamReader(stream, UTF_8)) {
                for (int count = reader.read(some); count >= 0; count = reader.read(some)) {
                    add(some, count);
                }
            } catch (IOException e) {
                // The program has been ended.
            }
            ended = true;
        }

        private synchronized void add(char[] some, int count) {
            text.append(some, 0, count);
        }

        synchronized String text() {
            return text.toString();
        }

        /** Everything, once nothing more can come. */
        String all() {
            Eventually.holds("the output ends", () -> ended);
            return text();
        }

        /** The first place where the pattern is found, or null when the stream ends without it. */
        Matcher await(Pattern pattern) {
            Eventually.holds(
                    "it prints " + pattern, () -> ended || pattern.matcher(text).find());
            Matcher matcher = pattern.matcher(text());
            return matcher.find() ? matcher : null;
        }
    }
}
