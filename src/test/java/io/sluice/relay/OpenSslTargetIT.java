package io.sluice.relay;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.sluice.peers.ChildProcess;
import io.sluice.peers.Programs;
import io.sluice.peers.RequiresProgram;
import io.sluice.testing.TlsCertificate;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A target whose TLS is not Java's. */
@RequiresProgram(value = "openssl", debian = "openssl")
final class OpenSslTargetIT {
    private static final String TLS_1_2 = "-tls1_2";
    private static final String TLS_1_3 = "-tls1_3";
    private static final int HANGING_SECONDS = 60;
    private static final RelaySettings SETTINGS = new RelaySettings(
            Duration.ofSeconds(30),
            Duration.ZERO,
            Duration.ZERO,
            Duration.ofHours(1),
            Duration.ZERO,
            Duration.ZERO,
            100_000,
            1,
            Bandwidth.UNLIMITED);

    @TempDir
    private Path folder;

    private final GatheringClient client = new GatheringClient();
    private TlsCertificate certificate;
    private RelayEngine engine;

    @BeforeEach
    void start() throws Exception {
        certificate = TlsCertificate.make(folder);
        engine = new RelayEngine(1, Ticker.SYSTEM);
    }

    @AfterEach
    void stop() {
        engine.close();
        assertEquals(0, engine.buffersInUse());
    }

    private ChildProcess server(String... options) throws Exception {
        List<String> command = new ArrayList<>();
        // A web server of OpenSSL's serves the folder that it was started in.
        command.addAll(List.of("sh", "-c", "cd \"$0\" && exec \"$@\"", folder.toString()));
        command.addAll(List.of(Programs.path("openssl"), "s_server", "-accept", "127.0.0.1:0"));
        command.addAll(List.of("-cert", certificate.pem(folder).toString()));
        command.addAll(Arrays.asList(options));
        return ChildProcess.start(Map.of(), command);
    }

    private Relay open(ChildProcess server) throws Exception {
        String port =
                server.awaitOutput(Pattern.compile("ACCEPT \\S+:(\\d+)\\s")).group(1);
        Relay relay = engine.relay(client, SETTINGS, client);
        relay.start(TlsDestination.localhost(Integer.parseInt(port), certificate.trusting()));
        return relay;
    }

    private void assertEndedByTheTarget(Relay relay) throws Exception {
        assertEquals(1000, client.closed.get(HANGING_SECONDS, TimeUnit.SECONDS));
        relay.clientGone(CloseReason.CLIENT_CLOSED);
        assertEquals(CloseReason.TARGET_ENDED, client.ended.get(HANGING_SECONDS, TimeUnit.SECONDS));
    }

    @ParameterizedTest
    @ValueSource(strings = {TLS_1_2, TLS_1_3})
    void lines_come_back_reversed(String version) throws Exception {
        try (ChildProcess server = server("-rev", version)) {
            Relay relay = open(server);
            relay.receive(ByteBuffer.wrap("sluice\n".getBytes(US_ASCII)));
            client.awaitBytes("sluice\n".length());
            assertEquals("eciuls\n", new String(client.bytes(), US_ASCII));
            relay.receive(ByteBuffer.wrap("CLOSE\n".getBytes(US_ASCII)));
            assertEndedByTheTarget(relay);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {TLS_1_2, TLS_1_3})
    void large_file_arrives_whole(String version) throws Exception {
        byte[] content = new byte[20_000_000];
        new Random(1).nextBytes(content);
        Files.write(folder.resolve("large"), content);
        try (ChildProcess server = server("-WWW", version)) {
            Relay relay = open(server);
            relay.receive(ByteBuffer.wrap("GET /large HTTP/1.0\r\n\r\n".getBytes(US_ASCII)));
            assertEndedByTheTarget(relay);
            byte[] answer = client.bytes();
            assertArrayEquals(content, Arrays.copyOfRange(answer, answer.length - content.length, answer.length));
        }
    }
}
