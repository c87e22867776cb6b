package io.sluice.contract;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.sluice.manage.Reload;
import io.sluice.testing.Container;
import io.sluice.testing.LogLines;
import io.sluice.testing.RawWebSocket;
import io.sluice.testing.RawWebSocket.Response;
import io.sluice.testing.RunningGateway;
import io.sluice.testing.TestTarget;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Routes whose token chooses the target, as a client sees them. */
@ParameterizedClass
@EnumSource(Container.class)
final class TokenRoutesTest {
    @TempDir
    private Path folder;

    private final Container container;
    private Path tokens;
    private TestTarget target;
    private RunningGateway gateway;

    TokenRoutesTest(Container container) {
        this.container = container;
    }

    @BeforeEach
    void start() throws Exception {
        target = new TestTarget();
        tokens = folder.resolve("tokens");
        Files.writeString(
                tokens,
                "known: 127.0.0.1:%1$d\nforbidden: 127.0.0.2:%1$d\ngone: x.invalid:%1$d\n".formatted(target.port()));
        gateway = RunningGateway.start(container, """
                routes: {"/t/{token}": {target: {tokens: %s}}}
                destinations: {allow: ["127.0.0.1:*", "*.invalid:*"]}
                timeouts: {heartbeat: 0s, idle: 0s}
                """.formatted(tokens));
    }

    @AfterEach
    void stop() {
        target.close();
        gateway.close();
    }

    private void assertOpens(String path) throws Exception {
        try (RawWebSocket client = RawWebSocket.open(gateway.port(), path);
                TestTarget.Connection connection = target.accept()) {
            client.send(new byte[] {1, 2, 3});
            assertArrayEquals(new byte[] {1, 2, 3}, connection.read(3));
        }
    }

    private Response handshake(String path) throws Exception {
        return RawWebSocket.handshake(gateway.port(), path);
    }

    @Test
    void token_opens_its_target() throws Exception {
        assertOpens("/t/known");
    }

    @Test
    void gateway_itself_is_no_target() throws Exception {
        Files.writeString(tokens, "self: 127.0.0.1:%d\nnew: 127.0.0.1:%d\n".formatted(gateway.port(), target.port()));
        gateway.gateway().reload();
        assertOpens("/t/new");
        assertEquals(403, handshake("/t/self").status());
    }

    @Test
    void unknown_and_forbidden_tokens_are_refused_alike_and_not_logged() throws Exception {
        try (LogLines log = new LogLines("io.sluice")) {
            Response unknown = handshake("/t/UNKNOWN");
            Response forbidden = handshake("/t/forbidden");
            assertEquals(403, unknown.status());
            assertEquals(403, forbidden.status());
            assertEquals(unknown.body(), forbidden.body());
            assertFalse(
                    log.all().toString().contains("UNKNOWN"), () -> log.all().toString());
        }
    }

    @Test
    void name_without_address_is_told_when_it_is_dialled() throws Exception {
        try (RawWebSocket client = RawWebSocket.open(gateway.port(), "/t/gone")) {
            RawWebSocket.Ended ended = client.readToEnd();
            assertEquals(1014, ended.code());
            assertEquals("target name not found", ended.reason());
        }
    }

    @Test
    void tokens_that_change_are_served_after_a_reload_and_broken_ones_are_not() throws Exception {
        assertEquals(403, handshake("/t/new").status());
        Files.writeString(tokens, "new: 127.0.0.1:" + target.port());
        assertEquals(Reload.Outcome.APPLIED, gateway.gateway().reload().outcome());
        assertOpens("/t/new");
        assertEquals(403, handshake("/t/known").status());
        Files.writeString(tokens, "SECRET");
        Reload refused = gateway.gateway().reload();
        assertEquals(Reload.Outcome.REFUSED, refused.outcome());
        assertFalse(refused.problems().toString().contains("SECRET"), refused::toString);
        assertOpens("/t/new");
    }
}
