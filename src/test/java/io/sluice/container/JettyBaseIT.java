package io.sluice.container;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.testing.RawWebSocket;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The ready Jetty base of the repository, started as its first line says. */
final class JettyBaseIT {
    private static final Path REPOSITORYS = Path.of("jetty-base").toAbsolutePath();

    @TempDir
    Path folder;

    /** A copy, because a Jetty may write into its base; the WAR lies beside it as it does in the repository. */
    private Path copy() throws IOException {
        Path base = folder.resolve("jetty-base");
        try (Stream<Path> files = Files.walk(REPOSITORYS)) {
            for (Path file : files.toList()) {
                Files.copy(file, base.resolve(REPOSITORYS.relativize(file).toString()));
            }
        }
        Path target = Files.createDirectory(folder.resolve("target"));
        Files.copy(StockContainer.war(), target.resolve("sluice.war"));
        return base;
    }

    private ContainerProcess start(Path base, String... options) throws Exception {
        List<String> all = new ArrayList<>(List.of(options));
        all.add("-Djava.io.tmpdir=" + Files.createDirectory(folder.resolve("temp")));
        ProcessBuilder command =
                JettyBase.command(StockContainer.JETTY_12_1_EE10.home(), base, all, "jetty.http.port=0");
        return ContainerProcess.start(command, folder.resolve("console.log"), JettyBase.PORT_IN_LOG);
    }

    @Test
    void stock_jetty_serves_the_sample_at_the_root_and_writes_nothing_into_its_base() throws Exception {
        Path base = copy();
        Set<Path> before = files(base);
        try (ContainerProcess running = start(base)) {
            running.awaitStatus("/manage/health", 200);
            assertEquals(200, running.get("/").status(), running::log);
            assertEquals(
                    "/view/vnc.html?route=%2Fvnc%2Fdesktop",
                    running.get("/vnc/desktop", "Accept: text/html").header("Location"), running::log);
            try (RawWebSocket client =
                    RawWebSocket.open(running.port(), "/vnc/desktop", "Sec-WebSocket-Protocol: binary")) {
                assertEquals("binary", client.handshake().header("Sec-WebSocket-Protocol"));
            }
            assertFalse(running.log().contains("WARN"), running::log);
            assertEquals(before, files(base));
            running.stop();
        }
    }

    @Test
    void another_configuration_file_may_be_named() throws Exception {
        Path other = folder.resolve("other.yaml");
        Files.writeString(other, "routes: {/elsewhere: 5900}\n");
        try (ContainerProcess running = start(copy(), "-Dsluice.config=" + other)) {
            running.awaitStatus("/manage/health", 200);
            assertEquals(426, running.get("/elsewhere").status(), running::log);
            assertEquals(404, running.get("/vnc/desktop").status(), running::log);
        }
    }

    @Test
    void sample_listens_on_loopback_only() throws Exception {
        assertTrue(Files.readAllLines(REPOSITORYS.resolve("start.d/server.ini")).contains("jetty.http.host=127.0.0.1"));
    }

    private static Set<Path> files(Path base) throws IOException {
        try (Stream<Path> files = Files.walk(base)) {
            return files.collect(Collectors.toCollection(TreeSet::new));
        }
    }
}
