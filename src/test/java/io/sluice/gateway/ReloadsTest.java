package io.sluice.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.config.Configuration;
import io.sluice.config.ConfigurationSource;
import io.sluice.manage.Reload;
import io.sluice.manage.Reload.Outcome;
import io.sluice.testing.Eventually;
import io.sluice.testing.LogLines;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A configuration that changes is served, a broken one is not, and each change is told of once. */
final class ReloadsTest {
    /** So long that the thread does not look by itself, and the test can. */
    private static final Duration NEVER = Duration.ofDays(1);

    @TempDir
    private Path folder;

    private final List<String> served = new CopyOnWriteArrayList<>();
    private List<String> atNextStart = List.of();
    private LogLines log;
    private Path file;
    private ConfigurationSource source;

    @BeforeEach
    void read() throws Exception {
        log = new LogLines("io.sluice.gateway.Reloads");
        file = folder.resolve("sluice.yaml");
        write("/first");
        source = ConfigurationSource.of(file);
        source.read();
    }

    @AfterEach
    void closeLog() {
        log.close();
    }

    private void write(String path) throws Exception {
        Files.writeString(file, "routes: {" + path + ": 1}");
    }

    private List<String> serve(Configuration configuration) {
        if (configuration.routes().isEmpty()) {
            throw new IllegalStateException("a defect");
        }
        served.add(configuration.routes().get(0).path());
        return atNextStart;
    }

    private Reloads start(Duration interval) {
        return Reloads.start(source, this::serve, reload -> {}, interval);
    }

    private static void lookTwice(Reloads reloads) {
        reloads.look();
        reloads.look();
    }

    @Test
    void file_is_looked_at_again_and_again() throws Exception {
        try (Reloads reloads = start(Duration.ofMillis(1))) {
            write("/second");
            Eventually.holds("the second is served", () -> served.equals(List.of("/second")));
            write("/third");
            Eventually.holds("the third is served", () -> served.equals(List.of("/second", "/third")));
            assertNotNull(reloads.last());
        }
    }

    @Test
    void listener_that_throws_does_not_end_reloading() throws Exception {
        Reloads.Serving serving = this::serve;
        try (Reloads reloads = Reloads.start(
                source,
                serving,
                reload -> {
                    throw new IllegalStateException("a defect");
                },
                NEVER)) {
            write("/second");
            assertEquals(Outcome.APPLIED, reloads.reload().outcome());
            write("/third");
            assertEquals(Outcome.APPLIED, reloads.reload().outcome());
            assertEquals(List.of("/second", "/third"), served);
        }
    }

    @Test
    void file_that_stays_as_it_is_is_left_alone() {
        try (Reloads reloads = start(NEVER)) {
            lookTwice(reloads);
            assertNull(reloads.last());
            assertEquals(List.of(), log.all());
        }
    }

    @Test
    void broken_file_is_refused_with_all_its_problems_once_for_each_change() throws Exception {
        try (Reloads reloads = start(NEVER)) {
            Files.writeString(file, "rutes: {}\ngrace: soon\n");
            lookTwice(reloads);
            lookTwice(reloads);
            Reload refused = reloads.last();
            assertEquals(Outcome.REFUSED, refused.outcome());
            assertEquals(2, refused.problems().size());
            assertTrue(refused.problems().get(0).startsWith(file + ":1: rutes: "), refused::toString);
            assertTrue(refused.problems().get(1).startsWith(file + ":2: grace: "), refused::toString);
            assertEquals(
                    refused.problems().stream()
                            .map(problem -> "SEVERE Not reloaded: " + problem)
                            .toList(),
                    log.all());
            assertEquals(List.of(), served);

            write("/repaired");
            lookTwice(reloads);
            assertEquals(List.of("/repaired"), served);
            assertEquals(Outcome.APPLIED, reloads.last().outcome());
            assertEquals("INFO Reloaded: 1 routes of " + file, log.all().get(2));
        }
    }

    @Test
    void asking_reads_the_file_at_once_changed_or_not() throws Exception {
        try (Reloads reloads = start(NEVER)) {
            assertEquals(Outcome.APPLIED, reloads.reload().outcome());
            write("/second");
            Reload reload = reloads.reload();
            assertEquals(Outcome.APPLIED, reload.outcome());
            assertEquals(reload, reloads.last());
            assertEquals(List.of("/first", "/second"), served);
            lookTwice(reloads);
            assertEquals(2, served.size(), "what was asked for is not served again");
        }
    }

    @Test
    void keys_that_must_wait_for_the_next_start_are_named() {
        atNextStart = List.of("listen", "tls");
        try (Reloads reloads = start(NEVER)) {
            assertEquals(atNextStart, reloads.reload().atNextStart());
            assertEquals(
                    "WARNING Changed, but in effect at the next start only: listen, tls",
                    log.all().get(1));
        }
    }

    @Test
    void defect_is_told_of_and_does_not_end_the_thread() throws Exception {
        try (Reloads reloads = start(NEVER)) {
            Files.writeString(file, "");
            assertEquals(Outcome.REFUSED, reloads.reload().outcome());
            write("/second");
            assertEquals(Outcome.APPLIED, reloads.reload().outcome());
        }
    }

    @Test
    void nothing_is_read_once_closed_and_no_thread_is_left() {
        Reloads reloads = start(Duration.ofMillis(1));
        reloads.close();
        assertEquals(Outcome.IMPOSSIBLE, reloads.reload().outcome());
        assertEquals(List.of(), served);
        assertTrue(Thread.getAllStackTraces().keySet().stream()
                .noneMatch(thread -> thread.getName().equals("sluice-reload")));
    }
}
