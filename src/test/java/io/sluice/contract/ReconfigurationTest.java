package io.sluice.contract;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.sluice.testing.Container;
import io.sluice.testing.RawWebSocket;
import io.sluice.testing.RunningGateway;
import io.sluice.testing.TestTarget;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A new configuration takes the place of the old one as a whole. */
final class ReconfigurationTest {
    @ParameterizedTest
    @EnumSource(Container.class)
    void new_routes_are_served_and_live_sessions_go_on(Container container) throws Exception {
        try (TestTarget target = new TestTarget();
                RunningGateway gateway = RunningGateway.start(container, "routes: {/old: " + target.port() + "}");
                RawWebSocket client = RawWebSocket.open(gateway.port(), "/old");
                TestTarget.Connection connection = target.accept()) {
            gateway.apply("routes: {/new: " + target.port() + "}");
            assertEquals(404, RawWebSocket.handshake(gateway.port(), "/old").status());
            RawWebSocket.open(gateway.port(), "/new").close();
            byte[] bytes = {1, 2, 3};
            client.send(bytes);
            assertArrayEquals(bytes, connection.read(bytes.length));
        }
    }
}
