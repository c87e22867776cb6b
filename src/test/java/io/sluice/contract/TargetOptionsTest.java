package io.sluice.contract;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.testing.Container;
import io.sluice.testing.LogLines;
import io.sluice.testing.RawWebSocket;
import io.sluice.testing.RunningGateway;
import io.sluice.testing.TestTarget;
import io.sluice.testing.TlsCertificate;
import io.sluice.testing.TlsTarget;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a route can say of its target: TLS, and being told the client's address. */
final class TargetOptionsTest {
    private static final byte[] HELLO = "hello".getBytes(UTF_8);
    private static final int LONGEST_LINE = 107;

    @TempDir
    private Path folder;

    private static String line(TestTarget.Connection connection) throws IOException {
        StringBuilder line = new StringBuilder();
        while (line.indexOf("\r\n") < 0 && line.length() <= LONGEST_LINE) {
            line.append(new String(connection.read(1), US_ASCII));
        }
        return line.toString();
    }

    @ParameterizedTest
    @EnumSource(Container.class)
    void version_1_of_the_proxy_protocol_is_a_line_before_all_else(Container container) throws Exception {
        try (TestTarget target = new TestTarget();
                RunningGateway gateway = RunningGateway.start(
                        container, "routes: {/target: {target: " + target.port() + ", proxy-protocol: v1}}");
                RawWebSocket client = RawWebSocket.open(gateway.port(), "/target")) {
            client.send(HELLO);
            try (TestTarget.Connection connection = target.accept()) {
                assertEquals(
                        "PROXY TCP4 127.0.0.1 127.0.0.1 " + client.localPort() + " " + gateway.port() + "\r\n",
                        line(connection));
                assertArrayEquals(HELLO, connection.read(HELLO.length));
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Container.class)
    void version_2_of_the_proxy_protocol_stands_before_tls(Container container) throws Exception {
        TlsCertificate certificate = TlsCertificate.make(folder);
        String yaml = """
                routes:
                  /target:
                    target: tls://localhost:%d
                    tls: {authorities: %s}
                    proxy-protocol: v2
                """;
        try (TlsTarget target = new TlsTarget(certificate.showing());
                RunningGateway gateway =
                        RunningGateway.start(container, yaml.formatted(target.port(), certificate.pem(folder)));
                RawWebSocket client = RawWebSocket.open(gateway.port(), "/target");
                TestTarget.Connection below = target.acceptTcp()) {
            ByteBuffer header = ByteBuffer.wrap(below.read(28));
            assertEquals(0x2111000c, header.getInt(12));
            assertEquals((short) client.localPort(), header.getShort(24));
            assertEquals((short) gateway.port(), header.getShort(26));
            try (TlsTarget.Connection connection = target.handshake(below, "TLSv1.3")) {
                client.send(HELLO);
                assertArrayEquals(HELLO, connection.read(HELLO.length));
                connection.write(HELLO);
                assertArrayEquals(HELLO, client.readBytes(HELLO.length));
                connection.end();
                assertEquals(1000, client.read().closeCode());
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Container.class)
    void target_that_proves_another_name_is_refused_unless_that_is_the_one_expected(Container container)
            throws Exception {
        TlsCertificate certificate = TlsCertificate.make(folder);
        String yaml = """
                routes:
                  /wrong: {target: "tls://127.0.0.1:%1$d", tls: {authorities: %2$s}}
                  /named: {target: "tls://127.0.0.1:%1$d", tls: {authorities: %2$s, server-name: localhost}}
                  /unknown: {target: "tls://localhost:%1$d"}
                  /insecure: {target: "tls://127.0.0.1:%1$d", tls: {insecure: true}}
                """;
        try (TlsTarget target = new TlsTarget(certificate.showing());
                LogLines lines = new LogLines("io.sluice");
                RunningGateway gateway =
                        RunningGateway.start(container, yaml.formatted(target.port(), certificate.pem(folder)))) {
            assertTrue(lines.all().stream()
                    .anyMatch(line -> line.startsWith("WARNING /insecure: the target's certificate is not checked")));
            for (String refused : new String[] {"/wrong", "/unknown"}) {
                try (RawWebSocket client = RawWebSocket.open(gateway.port(), refused)) {
                    try {
                        target.accept("TLSv1.3").read(1);
                    } catch (IOException e) {
                        // The gateway goes away, in the handshake or behind it.
                    }
                    RawWebSocket.Frame end = client.read();
                    assertEquals(1014, end.closeCode(), refused);
                    assertEquals("TLS with the target failed", end.closeReason());
                }
            }
            for (String accepted : new String[] {"/named", "/insecure"}) {
                try (RawWebSocket client = RawWebSocket.open(gateway.port(), accepted);
                        TlsTarget.Connection connection = target.accept("TLSv1.3")) {
                    client.send(HELLO);
                    assertArrayEquals(HELLO, connection.read(HELLO.length), accepted);
                }
            }
        }
    }
}
