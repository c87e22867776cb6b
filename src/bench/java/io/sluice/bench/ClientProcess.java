package io.sluice.bench;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.List;

/** Clients in a process of their own that talk to an echo without end, and that can be killed. */
final class ClientProcess implements AutoCloseable {
    /**
     * How things stand.
     *
     * @param open sessions that live
     * @param echoes messages that came back
     * @param wrong sessions in which something came back that was not sent
     * @param bytes the length of all echoes
     * @param codes close codes of those that ended, such as {@code 1000=5,1011=1}, or a dash
     */
    record Standing(int open, long echoes, long wrong, long bytes, String codes) {}

    private final Child child;

    private ClientProcess(Child child) {
        this.child = child;
    }

    /** Returns when all sessions are open and echoing. */
    static ClientProcess start(InetSocketAddress gateway, String path, int sessions, EchoPlan plan)
            throws IOException, InterruptedException {
        return start(List.of(), gateway, path, sessions, plan);
    }

    /** The same, by a command that goes before the process's own. */
    static ClientProcess start(List<String> prefix, InetSocketAddress gateway, String path, int sessions, EchoPlan plan)
            throws IOException, InterruptedException {
        List<String> arguments = List.of(
                gateway.getAddress().getHostAddress(),
                Integer.toString(gateway.getPort()),
                path,
                Integer.toString(sessions),
                Integer.toString(plan.smallest()),
                Integer.toString(plan.largest()),
                Long.toString(plan.pause().toMillis()));
        ClientProcess clients = new ClientProcess(Child.start(prefix, EchoClients.class, arguments));
        clients.child.line();
        return clients;
    }

    Standing standing() throws IOException, InterruptedException {
        String[] parts = child.ask("how do things stand?").split(" ");
        return new Standing(
                Integer.parseInt(parts[0]),
                Long.parseLong(parts[1]),
                Long.parseLong(parts[2]),
                Long.parseLong(parts[3]),
                parts[4]);
    }

    /** Ends it with SIGKILL; returns before it is gone. */
    void kill() {
        child.kill();
    }

    @Override
    public void close() {
        child.close();
    }
}
