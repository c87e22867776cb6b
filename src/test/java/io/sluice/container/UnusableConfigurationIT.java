package io.sluice.container;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.testing.RawWebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A WAR that nobody has configured, one whose file is broken, one whose file is not there and one that is well, side by
 * side: each says what is wrong with it, and disturbs nobody else.
 */
@ParameterizedClass
@EnumSource(StockContainer.class)
final class UnusableConfigurationIT {
    private static Path broken;
    private static Path missing;
    private static ContainerProcess running;

    @RegisterExtension
    static final LogInFailures LOG = new LogInFailures(() -> running);

    @Parameter
    StockContainer container;

    @BeforeParameterizedClassInvocation
    static void start(StockContainer container, @TempDir Path folder) throws Exception {
        missing = folder.resolve("missing.yaml");
        broken = folder.resolve("broken.yaml");
        Files.writeString(broken, """
                routes:
                  /desk: tcp://desk.example
                  /secret: {target: 5900, titel: Secret}
                timeouts: {idle: soon}
                """);
        Path good = folder.resolve("good.yaml");
        Files.writeString(good, "routes: {/desk: 5900}\n");
        ContainerBase base = container.newBase(Files.createDirectory(folder.resolve("base")));
        base.deploy("unconfigured");
        base.deployWithParameter("broken", "sluice.config", broken.toString());
        base.deployWithParameter("missing", "sluice.config", missing.toString());
        base.deployWithParameter("good", "sluice.config", good.toString());
        base.deployOther();
        running = ContainerProcess.start(base);
        running.awaitStatus("/unconfigured/", 503);
        running.awaitStatus("/broken/", 503);
        running.awaitStatus("/missing/", 503);
        running.awaitStatus("/good/", 200);
        running.awaitStatus("/other/index.html", 200);
    }

    @AfterParameterizedClassInvocation
    static void stop() {
        if (running != null) {
            running.close();
        }
        running = null;
    }

    private static String pageOf(String path) throws Exception {
        RawWebSocket.Response response = running.get(path);
        assertEquals(503, response.status());
        assertTrue(response.header("Content-Type").startsWith("text/html"), response::toString);
        assertTrue(response.body().contains("Sluice is not configured"), response::toString);
        return response.body();
    }

    @Test
    void unconfigured_application_names_the_places_where_a_configuration_is_looked_for() throws Exception {
        for (String path : new String[] {"/unconfigured/", "/unconfigured/desk", "/unconfigured/manage/health"}) {
            String page = pageOf(path);
            assertTrue(page.contains("system property sluice.config"), page);
            assertTrue(page.contains("servlet context parameter sluice.config"), page);
            assertTrue(page.contains("JNDI entry java:comp/env/sluice.config"), page);
            assertTrue(page.contains("environment variable SLUICE_CONFIG"), page);
            assertTrue(page.contains("/etc/sluice/sluice.yaml"), page);
        }
        assertTrue(running.log().contains("no configuration file; name one by system property sluice.config"));
        assertEquals(
                503,
                RawWebSocket.handshake(running.port(), "/unconfigured/desk").status());
    }

    @Test
    void broken_file_is_explained_in_the_log_line_by_line_and_not_to_everybody() throws Exception {
        String page = pageOf("/broken/");
        assertFalse(page.contains("desk"), page);
        assertFalse(page.contains("secret"), page);
        assertFalse(page.contains(broken.toString()), page);
        assertTrue(page.contains("3 problem(s)"), page);
        String log = running.log();
        assertTrue(log.contains("Sluice is not configured: " + broken + ":2: routes./desk: "));
        assertTrue(log.contains("Sluice is not configured: " + broken + ":3: routes./secret.titel: "));
        assertTrue(log.contains("Sluice is not configured: " + broken + ":4: timeouts.idle: "));
    }

    @Test
    void file_that_is_not_there_is_said_to_be_missing() throws Exception {
        assertTrue(pageOf("/missing/").contains("there is no such file"));
        assertTrue(running.log().contains(missing + ": there is no such file"));
    }

    @Test
    void application_with_a_context_parameter_is_configured() throws Exception {
        assertEquals(200, running.get("/good/manage/health").status());
        assertEquals(426, running.get("/good/desk").status());
    }

    @Test
    void other_application_answers_and_nothing_failed_to_deploy() throws Exception {
        RawWebSocket.Response response = running.get("/other/index.html");
        assertEquals(200, response.status());
        assertTrue(response.body().contains("The neighbour."));
        assertFalse(running.log().contains("Exception"), running::log);
    }
}
