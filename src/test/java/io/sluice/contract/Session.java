package io.sluice.contract;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import io.sluice.relay.RelayState;
import io.sluice.session.LiveSession;
import io.sluice.testing.Eventually;
import io.sluice.testing.RawWebSocket;
import io.sluice.testing.RunningGateway;
import io.sluice.testing.TestTarget;
import java.io.IOException;
import java.util.HashSet;
import java.util.Set;

/** Both ends of a session whose target has accepted, and what the gateway knows of it. */
record Session(RawWebSocket client, TestTarget.Connection target, LiveSession live) {
    private static final byte[] HELLO = "hello".getBytes(UTF_8);

    /** Opens one on the route {@code /target}, which leads to this target; with these headers besides. */
    static Session open(RunningGateway gateway, TestTarget target, String... headers) throws IOException {
        Set<LiveSession> before = new HashSet<>(gateway.gateway().sessions().all());
        RawWebSocket client = RawWebSocket.open(gateway.port(), "/target", headers);
        TestTarget.Connection connection = target.accept();
        Set<LiveSession> opened = new HashSet<>();
        Eventually.holds("a session is open", () -> {
            opened.addAll(gateway.gateway().sessions().all());
            opened.removeAll(before);
            return opened.stream().anyMatch(session -> session.relay().state() == RelayState.OPEN);
        });
        return new Session(client, connection, opened.iterator().next());
    }

    /** A few bytes there and back. */
    void exchange() throws IOException {
        long before = live.relay().figures().bytesDown();
        client.send(HELLO);
        assertArrayEquals(HELLO, target.read(HELLO.length));
        target.write(HELLO);
        assertArrayEquals(HELLO, client.readBytes(HELLO.length));
        // The clock may only be moved once the loop knows that the send has ended.
        Eventually.holds("the send has ended", () -> live.relay().figures().bytesDown() == before + HELLO.length);
    }
}
