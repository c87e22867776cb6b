package io.sluice.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.util.ArrayList;
import java.util.List;

/** A network namespace of its own, joined to this process's by a cable that can be pulled. */
final class Namespace implements AutoCloseable {
    private final Process holder;
    private final String near;
    private final String far;

    private Namespace(Process holder, String name) {
        this.holder = holder;
        this.near = "near-" + name;
        this.far = "far-" + name;
        Runtime.getRuntime().addShutdownHook(new Thread(holder::destroyForcibly));
    }

    /** A namespace, with the addresses of both ends of the cable. */
    static Namespace joined(String name, String nearAddress, String farAddress)
            throws IOException, InterruptedException {
        Process holder = new ProcessBuilder("unshare", "--net", "sh", "-c", "echo there; exec sleep 3600").start();
        new BufferedReader(new InputStreamReader(holder.getInputStream(), UTF_8)).readLine();
        Namespace namespace = new Namespace(holder, name);
        String pid = Long.toString(holder.pid());
        must("ip", "link", "add", namespace.near, "type", "veth", "peer", "name", namespace.far, "netns", pid);
        must("ip", "address", "add", nearAddress + "/30", "dev", namespace.near);
        must("ip", "link", "set", namespace.near, "up");
        namespace.mustInside("ip", "address", "add", farAddress + "/30", "dev", namespace.far);
        namespace.mustInside("ip", "link", "set", namespace.far, "up");
        return namespace;
    }

    /** What goes before a command to run it in this namespace. */
    List<String> prefix() {
        return List.of("nsenter", "--net=/proc/" + holder.pid() + "/ns/net");
    }

    /** Pulls the cable, at the far end: this side is told nothing. */
    void pull() throws IOException, InterruptedException {
        mustInside("ip", "link", "set", far, "down");
    }

    /** Plugs it in again. */
    void plug() throws IOException, InterruptedException {
        mustInside("ip", "link", "set", far, "up");
    }

    /** Delays and loses packets both ways; returns what the system has against it, or an empty text. */
    String disturb(String delay, String loss) throws IOException, InterruptedException {
        String[] rule = {"tc", "qdisc", "add", "dev", near, "root", "netem", "delay", delay, "loss", loss};
        String refused = run(List.of(rule));
        if (refused.isEmpty()) {
            rule[4] = far;
            mustInside(rule);
        }
        return refused;
    }

    private void mustInside(String... command) throws IOException, InterruptedException {
        List<String> whole = new ArrayList<>(prefix());
        whole.addAll(List.of(command));
        must(whole.toArray(String[]::new));
    }

    private static void must(String... command) throws IOException, InterruptedException {
        String refused = run(List.of(command));
        if (!refused.isEmpty()) {
            throw new IOException(String.join(" ", command) + ": " + refused);
        }
    }

    /** Returns what a command says when it fails, or an empty text. */
    private static String run(List<String> command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), UTF_8).strip();
        int code = process.waitFor();
        return code == 0 ? "" : said + " (exit code " + code + ")";
    }

    @Override
    public void close() {
        holder.destroyForcibly().onExit().join();
    }
}
