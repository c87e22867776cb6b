package io.sluice.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.testing.Container;
import io.sluice.testing.PasswordFiles;
import io.sluice.testing.RawWebSocket;
import io.sluice.testing.RawWebSocket.Response;
import io.sluice.testing.RunningGateway;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Who is an operator where clients are served: nobody, until a role says who. */
final class OperatorRoleTest {
    private static final String[] PATHS = {
        "/manage", "/manage/", "/manage/sessions", "/manage/routes", "/manage/nothing", "/manage/index.html"
    };
    private static final String OPS = RawWebSocket.basic("ops", "right");
    private static final String BOB = RawWebSocket.basic("bob", "right");

    @TempDir
    private Path folder;

    private String yaml(String manage) throws Exception {
        Path users = PasswordFiles.write(folder.resolve("users"), "ops", "right", "bob", "right");
        return manage + "\nauthentication: {basic: {file: " + users + "}, roles: {admin: [ops], boss: [bob]}}\n";
    }

    private static Response get(RunningGateway gateway, String path, String... headers) throws Exception {
        return RawWebSocket.http(gateway.port(), "GET", path, headers);
    }

    @ParameterizedTest
    @EnumSource(Container.class)
    void without_a_role_there_is_nothing_but_the_bare_status(Container container) throws Exception {
        try (RunningGateway gateway = RunningGateway.start(container, yaml("manage: off"))) {
            String elsewhere = get(gateway, "/nothing").body();
            for (String path : PATHS) {
                Response response = get(gateway, path, OPS);
                assertEquals(404, response.status(), path);
                assertEquals(elsewhere, response.body(), path);
                assertNull(response.header("WWW-Authenticate"), path);
            }
            assertEquals(
                    404,
                    RawWebSocket.http(gateway.port(), "POST", "/manage/drain", OPS, "Content-Length: 0")
                            .status());
            assertEquals(
                    "{\"status\":\"up\"}", get(gateway, "/manage/health", OPS).body());
        }
    }

    @ParameterizedTest
    @EnumSource(Container.class)
    void visitor_is_asked_to_log_in_and_needs_the_role(Container container) throws Exception {
        try (RunningGateway gateway = RunningGateway.start(container, yaml("manage: {listen: off, role: admin}"))) {
            for (String path : PATHS) {
                Response asked = get(gateway, path);
                assertEquals(401, asked.status(), path);
                assertTrue(asked.header("WWW-Authenticate").startsWith("Basic realm="), asked::toString);
                assertEquals(403, get(gateway, path, BOB).status(), path);
            }
            assertEquals(
                    401,
                    get(gateway, "/manage/sessions", RawWebSocket.basic("ops", "wrong"))
                            .status());
            assertEquals(
                    403,
                    get(gateway, "/manage/sessions", OPS, "Origin: http://foreign.example")
                            .status());
            for (String site : new String[] {"cross-site", "same-site"}) {
                assertEquals(
                        403,
                        get(gateway, "/manage/events", OPS, "Sec-Fetch-Site: " + site)
                                .status());
            }
            assertEquals(
                    200,
                    get(gateway, "/manage/sessions", OPS, "Sec-Fetch-Site: same-origin")
                            .status());
            assertEquals(200, get(gateway, "/manage/sessions", OPS).status());
            assertEquals("/manage/", get(gateway, "/manage", OPS).header("Location"));
            assertEquals(404, get(gateway, "/manage/nothing", OPS).status());
            assertTrue(get(gateway, "/manage/health", OPS).body().contains("\"faults\":0"));
            assertEquals(
                    "{\"status\":\"up\"}", get(gateway, "/manage/health", BOB).body());
            assertEquals("{\"status\":\"up\"}", get(gateway, "/manage/health").body());
        }
    }

    @ParameterizedTest
    @EnumSource(Container.class)
    void where_nobody_can_be_asked_strangers_are_forbidden(Container container) throws Exception {
        try (RunningGateway gateway = RunningGateway.start(container, "manage: {listen: off, role: admin}\n")) {
            Response response = get(gateway, "/manage/sessions");
            assertEquals(403, response.status());
            assertNull(response.header("WWW-Authenticate"));
        }
    }

    @ParameterizedTest
    @EnumSource(Container.class)
    void role_changes_with_the_configuration(Container container) throws Exception {
        try (RunningGateway gateway = RunningGateway.start(container, yaml("manage: {listen: off, role: admin}"))) {
            assertEquals(200, get(gateway, "/manage/sessions", OPS).status());
            gateway.apply(yaml("manage: {listen: off, role: boss}"));
            assertEquals(403, get(gateway, "/manage/sessions", OPS).status());
            assertEquals(200, get(gateway, "/manage/sessions", BOB).status());
            gateway.apply(yaml("manage: off"));
            assertEquals(404, get(gateway, "/manage/sessions", BOB).status());
        }
    }

    /** Other pages may show the gateway's pages if they are listed, but never this one: a click would be lent. */
    @ParameterizedTest
    @EnumSource(Container.class)
    void page_stands_in_no_foreign_frame(Container container) throws Exception {
        String yaml = yaml("manage: {listen: off, role: admin}") + "embedding: {allow: [\"https://portal.example\"]}";
        try (RunningGateway gateway = RunningGateway.start(container, yaml)) {
            String policy = get(gateway, "/manage/", OPS).header("Content-Security-Policy");
            assertTrue(policy.endsWith("frame-ancestors 'self'"), policy);
            assertFalse(policy.contains("portal"), policy);
        }
    }
}
