package io.sluice.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.testing.Container;
import io.sluice.testing.Eventually;
import io.sluice.testing.LogLines;
import io.sluice.testing.RawWebSocket;
import io.sluice.testing.RunningGateway;
import io.sluice.testing.TestTarget;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.List;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import javax.management.openmbean.CompositeData;
import javax.management.openmbean.TabularData;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What JMX shows of a gateway, and can do with it. */
final class ManagementBeanTest {
    private final MBeanServer server = ManagementFactory.getPlatformMBeanServer();
    private final ObjectName name;

    ManagementBeanTest() throws Exception {
        name = new ObjectName("io.sluice:type=Gateway,context=\"\"");
    }

    private Object get(String attribute) {
        try {
            return server.getAttribute(name, attribute);
        } catch (JMException e) {
            throw new AssertionError(e);
        }
    }

    /** It is shown beside the start. */
    private void awaitShown(ObjectName shown) {
        Eventually.holds("it is shown", () -> server.isRegistered(shown));
    }

    private Object invoke(String operation) throws Exception {
        return server.invoke(name, operation, new Object[0], new String[0]);
    }

    @ParameterizedTest
    @EnumSource(Container.class)
    void figures_are_shown(Container container) throws Exception {
        try (TestTarget target = new TestTarget();
                RunningGateway gateway = RunningGateway.start(container, "routes: {/target: " + target.port() + "}")) {
            awaitShown(name);
            Session session = Session.open(gateway, target);
            session.exchange();
            RawWebSocket.handshake(gateway.port(), "/nothing");
            gateway.advance(Duration.ofSeconds(3));
            assertEquals(1, get("SessionsOpen"));
            assertEquals(1L, get("SessionsTotal"));
            assertEquals(5L, get("BytesUp"));
            assertEquals(5L, get("BytesDown"));
            assertEquals(0L, get("QueueBytes"));
            assertEquals(0L, get("StalledSessions"));
            assertEquals(0L, get("Faults"));
            assertEquals(false, get("Draining"));
            assertEquals(true, get("Ready"));
            assertEquals(false, get("DescriptorsExhausted"));
            assertEquals("", get("LastReload"));
            assertTrue(get("Version").toString().matches("\\d+\\.\\d+\\.\\d+.*"));
            TabularData refusals = (TabularData) get("Refusals");
            assertEquals(1L, refusals.get(new Object[] {"not-found"}).get("value"));
            CompositeData seen = ((CompositeData[]) get("Sessions"))[0];
            assertEquals("/target", seen.get("route"));
            assertEquals("open", seen.get("state"));
            assertEquals(3L, seen.get("ageSeconds"));
            assertEquals(1L, seen.get("messagesUp"));
            CompositeData route = ((CompositeData[]) get("Routes"))[0];
            assertEquals(1, route.get("sessionsOpen"));
            assertEquals(5L, route.get("bytesDown"));
            Object[] id = {seen.get("id")};
            assertEquals(true, server.invoke(name, "endSession", id, new String[] {String.class.getName()}));
            assertEquals(1008, session.client().readToEnd().code());
            session.target().close();
            Eventually.holds(
                    "it is gone", () -> gateway.gateway().sessions().all().isEmpty());
            assertEquals(0, get("SessionsOpen"));
            assertEquals(false, server.invoke(name, "endSession", id, new String[] {String.class.getName()}));
            route = ((CompositeData[]) get("Routes"))[0];
            TabularData closed = (TabularData) route.get("sessionsClosed");
            assertEquals(1L, closed.get(new Object[] {"ended-by-administrator"}).get("value"));
        }
        assertFalse(server.isRegistered(name), "nothing is left");
    }

    @ParameterizedTest
    @EnumSource(Container.class)
    void gateway_is_operated(Container container) throws Exception {
        try (LogLines audit = new LogLines("io.sluice.audit");
                RunningGateway gateway = RunningGateway.start(container, "routes: {/target: 1}")) {
            awaitShown(name);
            assertEquals("applied", invoke("reload"));
            Eventually.holds("it is on record", () -> audit.all().size() == 1);
            assertTrue(audit.all().get(0).contains("\"address\":null,\"operation\":\"reload\""), audit.all()::toString);
            assertEquals("applied", get("LastReload"));
            gateway.reload("grace: soon\n");
            assertTrue(get("LastReload").toString().startsWith("refused: "), get("LastReload")::toString);
            invoke("drain");
            assertEquals(true, get("Draining"));
            assertEquals(false, get("Ready"));
            assertEquals(503, RawWebSocket.handshake(gateway.port(), "/target").status());
        }
    }

    /** An MXBean needs an interface; this is one for a bean that has nothing to show. */
    public interface EmptyMXBean {}

    private static final class Empty implements EmptyMXBean {}

    @ParameterizedTest
    @EnumSource(Container.class)
    void name_that_is_taken_gets_an_index(Container container) throws Exception {
        server.registerMBean(new Empty(), name);
        try (LogLines lines = new LogLines("io.sluice.manage.BeanRegistration")) {
            try (RunningGateway gateway = RunningGateway.start(container, "routes: {/target: 1}")) {
                assertEquals(
                        426, RawWebSocket.http(gateway.port(), "GET", "/target").status());
                awaitShown(new ObjectName(name + ",instance=2"));
            }
            assertFalse(server.isRegistered(new ObjectName(name + ",instance=2")));
            assertTrue(server.isRegistered(name), "what is not ours stays");
            assertEquals(List.of(), lines.all());
        } finally {
            server.unregisterMBean(name);
        }
    }
}
