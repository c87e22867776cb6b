package io.sluice.peers;

import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** The runner as people run it: {@code java -jar sluice.jar}, listening. */
public final class SluiceProcess implements AutoCloseable {
    private static final Pattern ADDRESS = Pattern.compile("(https?://\\S+:\\d+/)");

    private static final Pattern OPERATIONS = Pattern.compile("Operators .*(http://\\S+:\\d+/manage/)");

    private final ChildProcess child;
    private final URI address;

    private SluiceProcess(ChildProcess child, URI address) {
        this.child = child;
        this.address = address;
    }

    /** {@code serve} on a free port and without operators' listener, with these options besides. */
    public static SluiceProcess serve(String... options) throws Exception {
        List<String> arguments = new ArrayList<>(List.of("serve", "--listen", "127.0.0.1:0", "--manage", "off"));
        arguments.addAll(List.of(options));
        return start(arguments);
    }

    /** The same on a certain port, such as one on which another has listened. */
    public static SluiceProcess serveOn(int port, String... options) throws Exception {
        List<String> arguments = new ArrayList<>(List.of("serve", "--listen", "127.0.0.1:" + port, "--manage", "off"));
        arguments.addAll(List.of(options));
        return start(arguments);
    }

    /** The same for a process that may open only so many files. */
    public static SluiceProcess serveWithDescriptors(int most, String... options) throws Exception {
        List<String> arguments = new ArrayList<>(List.of("serve", "--listen", "127.0.0.1:0", "--manage", "off"));
        arguments.addAll(List.of(options));
        List<String> limited = new ArrayList<>(List.of("sh", "-c", "ulimit -n " + most + "; exec \"$@\"", "sh"));
        limited.addAll(command(arguments));
        return listening(limited);
    }

    /** Any command that listens; returns once it says that it does. */
    public static SluiceProcess start(List<String> arguments) throws Exception {
        return listening(command(arguments));
    }

    private static SluiceProcess listening(List<String> command) throws Exception {
        ChildProcess child = ChildProcess.start(Map.of(), command);
        try {
            URI address = URI.create(child.awaitOutput(ADDRESS).group(1));
            return new SluiceProcess(child, address);
        } catch (Throwable e) {
            child.close();
            throw e;
        }
    }

    /** Runs a command to its end. */
    public static ChildProcess.Outcome run(String... arguments) throws Exception {
        return ChildProcess.run(command(List.of(arguments)));
    }

    /** The command line, with little memory: what passes through is not kept. */
    public static List<String> command(List<String> arguments) throws IOException {
        List<String> command = new ArrayList<>(
                List.of("-Xmx256m", "-jar", Build.file("sluice.jar").toString()));
        command.addAll(arguments);
        return ChildProcess.javaCommand(command);
    }

    /** What it says that it listens on. */
    public URI address() {
        return address;
    }

    /** What it says that operators have; waits until it does. */
    public URI operations() throws Exception {
        return URI.create(child.awaitOutput(OPERATIONS).group(1));
    }

    /** The port that it listens on. */
    public int port() {
        return address.getPort();
    }

    /** The process. */
    public ChildProcess child() {
        return child;
    }

    @Override
    public void close() {
        child.close();
    }
}
