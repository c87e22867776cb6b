package io.sluice.conversation;

import io.sluice.testing.Container;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.BooleanSupplier;

/** One script, played by both ends at once. */
final class Conversation {
    private final Script script;
    private final Client client;
    private final Target target;
    private final Executor threads;

    /** Has a port for its target from now on. */
    Conversation(Script script, int gatewayPort, Executor threads) throws IOException {
        this.script = script;
        this.threads = threads;
        this.client = new Client(script, gatewayPort, threads);
        this.target = new Target(script, threads);
    }

    /** The line of its route in a configuration. */
    String route() {
        return "  " + script.path() + ": {target: '127.0.0.1:" + target.port() + "', frames: "
                + (script.text() ? "text" : "binary") + "}\n";
    }

    /**
     * Begins.
     *
     * @param noneLeft whether no session is left in the gateway
     */
    void start(BooleanSupplier noneLeft) {
        threads.execute(client::play);
        threads.execute(() -> target.play(() -> client.done() && noneLeft.getAsBoolean()));
    }

    /** Whether both ends have played their parts, or only wait for the gateway's clock. */
    boolean settled() {
        return (client.done() || client.stuck()) && (target.done() || target.stuck());
    }

    boolean done() {
        return client.done() && target.done();
    }

    /** The gateway's clock has moved: who still stays may go. */
    void release(Container container) {
        target.release();
        if (container == Container.TOMCAT) {
            // It drops a client that does not answer by a timer of its own, which runs by the real clock.
            client.close();
        }
    }

    /** Breaks both connections. */
    void abandon() {
        client.close();
        target.close();
        target.release();
    }

    boolean isOf(String route) {
        return script.path().equals(route);
    }

    List<String> breaches(Container container) {
        return Contract.breaches(container, script, client, target);
    }

    @Override
    public String toString() {
        return script + "\n  " + client + "\n  " + target;
    }
}
