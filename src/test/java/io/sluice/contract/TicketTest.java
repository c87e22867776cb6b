package io.sluice.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.sluice.json.JsonText;
import io.sluice.session.SessionDetails;
import io.sluice.testing.Container;
import io.sluice.testing.Eventually;
import io.sluice.testing.PasswordFiles;
import io.sluice.testing.RawWebSocket;
import io.sluice.testing.RawWebSocket.Response;
import io.sluice.testing.RunningGateway;
import io.sluice.testing.TestTarget;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A ticket opens one route once, within seconds. */
final class TicketTest {
    private static final String ALICE = RawWebSocket.basic("alice", "right");
    private static final String BOB = RawWebSocket.basic("bob", "right");

    @TempDir
    private Path folder;

    private TestTarget target;
    private RunningGateway gateway;

    private void start(Container container) throws Exception {
        target = new TestTarget();
        Path users = PasswordFiles.write(folder.resolve("users"), "alice", "right", "bob", "right", "boss", "right");
        gateway = RunningGateway.start(container, """
                manage: {listen: off, role: admin}
                authentication:
                  basic: {file: %1$s}
                  roles: {admin: [boss]}
                  tickets: {lifetime: 20s}
                routes:
                  /desk: {target: %2$d, viewer: vnc, access: {users: [alice]}}
                  /other: {target: %2$d, access: {users: [alice]}}
                  /full: {target: %2$d, access: {users: [alice]}, limits: {sessions: 1}}
                """.formatted(users, target.port()));
    }

    @AfterEach
    void stop() throws Exception {
        gateway.close();
        target.close();
    }

    private Response ask(String body, String... headers) throws Exception {
        return RawWebSocket.post(gateway.port(), "/manage/tickets", body, headers);
    }

    private String ticket(String body, String... headers) throws Exception {
        Response response = ask(body, headers);
        assertEquals(201, response.status(), response.body());
        return String.valueOf(JsonText.object(response.body()).get("ticket"));
    }

    private int use(String path, String ticket) throws Exception {
        Response response = RawWebSocket.handshake(gateway.port(), path + "?ticket=" + ticket);
        if (response.status() == 101) {
            target.accept().close();
        }
        return response.status();
    }

    @ParameterizedTest
    @EnumSource(Container.class)
    void opens_its_route_once(Container container) throws Exception {
        start(container);
        String ticket = ticket("{\"route\": \"/desk\"}", ALICE);
        assertEquals(101, use("/desk", ticket));
        assertEquals(401, use("/desk", ticket));
    }

    @ParameterizedTest
    @EnumSource(Container.class)
    void may_be_offered_as_a_subprotocol_and_is_not_echoed(Container container) throws Exception {
        start(container);
        String ticket = ticket("{\"route\": \"/desk\"}", ALICE);
        try (RawWebSocket client =
                RawWebSocket.open(gateway.port(), "/desk", "Sec-WebSocket-Protocol: ticket." + ticket + ", binary")) {
            assertEquals("binary", client.handshake().header("Sec-WebSocket-Protocol"));
        }
        String next = ticket("{\"route\": \"/desk\"}", ALICE);
        try (RawWebSocket client =
                RawWebSocket.open(gateway.port(), "/desk", "Sec-WebSocket-Protocol: ticket." + next)) {
            assertNull(client.handshake().header("Sec-WebSocket-Protocol"));
        }
    }

    @ParameterizedTest
    @EnumSource(Container.class)
    void is_for_no_other_route(Container container) throws Exception {
        start(container);
        String ticket = ticket("{\"route\": \"/desk\"}", ALICE);
        assertEquals(401, use("/other", ticket));
        assertEquals(101, use("/desk", ticket));
    }

    @ParameterizedTest
    @EnumSource(Container.class)
    void is_used_up_by_a_session_and_nothing_less(Container container) throws Exception {
        start(container);
        String ticket = ticket("{\"route\": \"/desk\"}", ALICE);
        String path = "/desk?ticket=" + ticket;
        Response page = RawWebSocket.http(gateway.port(), "GET", path, "Accept: text/html");
        assertEquals(303, page.status());
        assertEquals("/view/vnc.html?route=%2Fdesk#ticket=" + ticket, page.header("Location"));
        assertEquals(426, RawWebSocket.http(gateway.port(), "HEAD", path).status());
        assertEquals(
                403,
                RawWebSocket.handshake(gateway.port(), path, "Origin: http://foreign.example")
                        .status());
        try (RawWebSocket only = RawWebSocket.open(gateway.port(), "/full", ALICE);
                TestTarget.Connection its = target.accept()) {
            String other = ticket("{\"route\": \"/full\"}", ALICE);
            assertEquals(503, use("/full", other));
            only.close();
            its.close();
            Eventually.holds("there is room again", () -> !gateway.gateway().busy());
            assertEquals(101, use("/full", other));
        }
        assertEquals(101, use("/desk", ticket));
    }

    /** A browser sends a password only below the folder that has asked for it: the pages must have asked as well. */
    @ParameterizedTest
    @EnumSource(Container.class)
    void without_one_a_browser_is_led_to_the_page_by_its_password(Container container) throws Exception {
        start(container);
        Response first = RawWebSocket.http(gateway.port(), "GET", "/desk", "Accept: text/html", ALICE);
        assertEquals("/view/login?route=%2Fdesk", first.header("Location"));
        Response next = RawWebSocket.http(gateway.port(), "GET", first.header("Location"), ALICE);
        assertEquals(303, next.status());
        assertEquals("/view/vnc.html?route=%2Fdesk", next.header("Location"));
        Response elsewhere = RawWebSocket.http(gateway.port(), "GET", "/view/login?route=//evil.example", ALICE);
        assertEquals("/", elsewhere.header("Location"));
    }

    @ParameterizedTest
    @EnumSource(Container.class)
    void is_looked_at_before_what_else_the_browser_sends(Container container) throws Exception {
        start(container);
        String ticket = ticket("{\"route\": \"/desk\"}", ALICE);
        Response response = RawWebSocket.handshake(gateway.port(), "/desk?ticket=" + ticket, BOB);
        assertEquals(101, response.status());
        target.accept().close();
    }

    @ParameterizedTest
    @EnumSource(Container.class)
    void body_of_a_stranger_is_not_waited_for(Container container) throws Exception {
        start(container);
        String[] headers = {"Content-Type: application/json", "Content-Length: 8000"};
        Response response = RawWebSocket.http(gateway.port(), "POST", "/manage/tickets", headers);
        assertEquals(401, response.status());
    }

    @ParameterizedTest
    @EnumSource(Container.class)
    void user_has_a_bounded_number(Container container) throws Exception {
        start(container);
        for (int i = 0; i < 100; i++) {
            ticket("{\"route\": \"/desk\"}", ALICE);
        }
        assertEquals(429, ask("{\"route\": \"/desk\"}", ALICE).status());
        assertEquals(
                201,
                ask("{\"route\": \"/desk\", \"user\": \"bob\"}", RawWebSocket.basic("boss", "right"))
                        .status());
        gateway.advance(Duration.ofSeconds(21));
        assertEquals(201, ask("{\"route\": \"/desk\"}", ALICE).status());
    }

    @ParameterizedTest
    @EnumSource(Container.class)
    void is_valid_for_seconds(Container container) throws Exception {
        start(container);
        String inTime = ticket("{\"route\": \"/desk\"}", ALICE);
        String late = ticket("{\"route\": \"/desk\"}", ALICE);
        gateway.advance(Duration.ofSeconds(20));
        assertEquals(101, use("/desk", inTime));
        gateway.advance(Duration.ofMillis(1));
        assertEquals(401, use("/desk", late));
    }

    @ParameterizedTest
    @EnumSource(Container.class)
    void is_given_to_whoever_may_open_the_route_and_nobody_else(Container container) throws Exception {
        start(container);
        assertEquals(401, ask("{\"route\": \"/desk\"}").status());
        assertEquals(
                401,
                ask("{\"route\": \"/desk\"}", RawWebSocket.basic("alice", "wrong"))
                        .status());
        assertEquals(403, ask("{\"route\": \"/desk\"}", BOB).status());
        assertEquals(
                403, ask("{\"route\": \"/desk\", \"user\": \"alice\"}", BOB).status());
        assertEquals(
                403,
                ask("{\"route\": \"/desk\"}", ALICE, "Origin: http://foreign.example")
                        .status());
        assertEquals(404, ask("{\"route\": \"/none\"}", ALICE).status());
        assertEquals(401, ask("{\"route\": \"/none\"}").status());
        assertEquals(400, ask("/desk", ALICE).status());
        assertEquals(400, ask("{\"route\": 1}", ALICE).status());
        assertEquals(
                405,
                RawWebSocket.http(gateway.port(), "GET", "/manage/tickets", ALICE)
                        .status());
    }

    @ParameterizedTest
    @EnumSource(Container.class)
    void operator_says_for_whom_it_is(Container container) throws Exception {
        start(container);
        String ticket = ticket("{\"route\": \"/desk\", \"user\": \"guest\"}", RawWebSocket.basic("boss", "right"));
        try (RawWebSocket client = RawWebSocket.open(gateway.port(), "/desk?ticket=" + ticket)) {
            Eventually.holds(
                    "it is there", () -> gateway.gateway().sessions().all().size() == 1);
            SessionDetails details =
                    gateway.gateway().sessions().all().iterator().next().details();
            assertEquals("guest", details.user());
            assertEquals("ticket", details.means());
            target.accept().close();
            client.readToEnd();
        }
    }
}
