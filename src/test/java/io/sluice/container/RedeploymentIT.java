package io.sluice.container;

import static io.sluice.container.RelayedSession.aside;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.testing.RawWebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** The WAR comes and goes while the container and another application stay. */
@ParameterizedClass
@EnumSource(StockContainer.class)
final class RedeploymentIT {
    private static final List<String> LEAK_WARNINGS =
            List.of("appears to have started a thread", "memory leak", "ThreadLocal", "failed to stop");

    private static ContainerProcess running;

    @RegisterExtension
    static final LogInFailures LOG = new LogInFailures(() -> running);

    @Parameter
    StockContainer container;

    private FreshTargets targets;
    private Path file;
    private ContainerBase base;

    @BeforeEach
    void start(@TempDir Path folder) throws Exception {
        targets = new FreshTargets(10);
        file = folder.resolve("sluice.yaml");
        write("grace: 1s");
        base = container.newBase(Files.createDirectory(folder.resolve("base")));
        base.deployOther();
        running = ContainerProcess.start(base, "-Dsluice.config=" + file);
        running.awaitStatus("/other/index.html", 200);
    }

    @AfterEach
    void stop() {
        if (running != null) {
            running.close();
        }
        running = null;
        targets.close();
    }

    private void write(String line) throws Exception {
        Files.writeString(file, line + "\nroutes:\n" + targets.yaml());
    }

    private void deploy() throws Exception {
        base.deploy("sluice");
        running.awaitStatus("/sluice/manage/health", 200);
    }

    /** Some sessions that end, and one that stays. */
    private RelayedSession use() throws Exception {
        try (RelayedSession ended = RelayedSession.open(running, targets.take())) {
            ended.exchange();
            ended.target().end();
            assertEquals(1000, ended.client().readToEnd().code());
        }
        try (RelayedSession broken = RelayedSession.open(running, targets.take())) {
            broken.exchange();
            broken.client().reset();
            assertEquals(0, broken.target().readToEnd().length);
        }
        assertEquals(200, running.get("/sluice/view/routes.json").status());
        RelayedSession live = RelayedSession.open(running, targets.take());
        live.exchange();
        return live;
    }

    private static CompletableFuture<Void> endsInOrder(RelayedSession live) {
        return aside(() -> {
            RawWebSocket.Ended ended = live.client().readToEnd();
            assertEquals(1012, ended.code());
            assertEquals("gateway is restarting", ended.reason());
            assertEquals(0, live.target().readToEnd().length);
            live.close();
        });
    }

    private static CompletableFuture<Void> isCutOff(RelayedSession live) {
        return aside(() -> {
            assertTrue(live.client().endsWithoutClose());
            assertEquals(0, live.target().readToEnd().length);
            live.close();
        });
    }

    @Test
    void failure_12_redeploy_cuts_sessions_without_a_word_or_leaks_the_class_loader() throws Exception {
        long loadersBefore = running.loaders(base.loaderClass());
        for (int round = 0; round < 2; round++) {
            deploy();
            CompletableFuture<Void> ending = endsInOrder(use());
            assertEquals(loadersBefore + 1, running.loaders(base.loaderClass()), "class loaders while deployed");
            base.undeploy("sluice");
            ending.join();
            running.awaitStatus("/sluice/manage/health", 404);
            running.await(
                    "no thread of the gateway is left",
                    () -> !running.diagnose("Thread.print").contains("\"sluice-"));
            running.await("the class loader is gone", () -> running.loaders(base.loaderClass()) == loadersBefore);
            assertEquals(200, running.get("/other/index.html").status());
        }
        deploy();
        use().close();
        assertNoLeakIsReported();
    }

    @Test
    void sessions_go_on_for_the_grace_while_the_application_is_undeployed() throws Exception {
        write("grace: 1d");
        deploy();
        RelayedSession live = use();
        base.undeploy("sluice");
        running.await("the gateway drains", () -> running.log().contains("Draining"));
        live.exchange();
        live.target().end();
        assertEquals(1000, live.client().readToEnd().code());
        live.close();
        running.awaitStatus("/sluice/manage/health", 404);
        assertNoLeakIsReported();
    }

    @Test
    void edited_file_is_applied_while_a_session_goes_on() throws Exception {
        deploy();
        RelayedSession live = use();
        assertEquals(426, running.get("/sluice" + targets.take().path()).status());
        Files.writeString(file, "routes: {/new: 1}\n");
        running.awaitStatus("/sluice/new", 426);
        live.exchange();
        live.close();
        Files.writeString(file, "grace: soon\n");
        running.await(
                "the problem is in the log", () -> running.log().contains("Not reloaded: " + file + ":1: grace: "));
        assertEquals(426, running.get("/sluice/new").status());
        base.undeploy("sluice");
        running.awaitStatus("/sluice/manage/health", 404);
        assertNoLeakIsReported();
    }

    @Test
    void stopped_container_ends_the_sessions_and_itself() throws Exception {
        deploy();
        RelayedSession live = use();
        CompletableFuture<Void> ending = base.stopsApplicationsBeforeConnections() ? endsInOrder(live) : isCutOff(live);
        running.stop();
        ending.join();
        assertNoLeakIsReported();
    }

    private static void assertNoLeakIsReported() {
        String log = running.log();
        for (String warning : LEAK_WARNINGS) {
            assertFalse(log.contains(warning), warning);
        }
    }
}
