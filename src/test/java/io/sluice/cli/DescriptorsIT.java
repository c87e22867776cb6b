package io.sluice.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.peers.SluiceProcess;
import io.sluice.testing.Eventually;
import io.sluice.testing.RawWebSocket;
import io.sluice.testing.RawWebSocket.Response;
import io.sluice.testing.TestTarget;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A process that has no file descriptors left. */
final class DescriptorsIT {
    private static final byte[] HELLO = "hello".getBytes(UTF_8);
    private static final int DESCRIPTORS = 300;

    /** Both ends of a session. */
    private record Session(RawWebSocket client, TestTarget.Connection connection) {
        static Session open(SluiceProcess gateway, TestTarget target) throws IOException {
            return new Session(RawWebSocket.open(gateway.port(), "/target"), target.accept());
        }

        void exchange() throws IOException {
            client.send(HELLO);
            assertArrayEquals(HELLO, connection.read(HELLO.length));
            connection.write(HELLO);
            assertArrayEquals(HELLO, client.readBytes(HELLO.length));
        }
    }

    @Test
    void no_descriptors_left_is_a_503_and_one_line_and_sessions_may_begin_again_later() throws Exception {
        try (TestTarget target = new TestTarget();
                SluiceProcess gateway =
                        SluiceProcess.serveWithDescriptors(DESCRIPTORS, "--route", "/target=" + target.port())) {
            List<Session> sessions = new ArrayList<>();
            Response last = null;
            while (sessions.size() < DESCRIPTORS && last == null) {
                Response probe = RawWebSocket.handshake(gateway.port(), "/none");
                assertEquals(404, probe.status(), "the gateway answers");
                last = openOrRefused(gateway, target, sessions);
            }
            assertEquals(503, last.status());
            assertEquals("10", last.header("Retry-After"));
            assertTrue(sessions.size() > DESCRIPTORS / 4, sessions.size() + " sessions only");
            for (Session session : sessions) {
                assertGoesOn(session, gateway);
            }
            for (Session session : sessions) {
                session.client().close();
                session.connection().close();
            }
            List<Session> again = new ArrayList<>();
            Eventually.holds("sessions may begin again", () -> opens(gateway, target, again));
            assertGoesOn(again.get(0), gateway);
            String log = gateway.child().toString();
            assertEquals(1, count(log, "No session may begin"), log);
            assertFalse(log.contains("\tat "), log);
        }
    }

    private static void assertGoesOn(Session session, SluiceProcess gateway) {
        try {
            session.exchange();
        } catch (IOException e) {
            throw new AssertionError("A session was lost; " + gateway.child(), e);
        }
    }

    /** Opens one more session, or returns why it was not opened. */
    private static Response openOrRefused(SluiceProcess gateway, TestTarget target, List<Session> sessions)
            throws IOException {
        try {
            sessions.add(Session.open(gateway, target));
            return null;
        } catch (AssertionError e) {
            return RawWebSocket.handshake(gateway.port(), "/target");
        }
    }

    /** Whether a session could be opened; one that is refused never reaches the target. */
    private static boolean opens(SluiceProcess gateway, TestTarget target, List<Session> opened) {
        try {
            return opened.add(Session.open(gateway, target));
        } catch (AssertionError | IOException e) {
            return false;
        }
    }

    private static long count(String text, String part) {
        return text.lines().filter(line -> line.contains(part)).count();
    }
}
