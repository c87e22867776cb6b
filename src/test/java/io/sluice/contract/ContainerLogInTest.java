package io.sluice.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.sluice.config.ConfigurationReader;
import io.sluice.gateway.Gateway;
import io.sluice.relay.Ticker;
import io.sluice.session.SessionDetails;
import io.sluice.testing.Eventually;
import io.sluice.testing.RawWebSocket;
import io.sluice.testing.TestTarget;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.apache.catalina.Context;
import org.apache.catalina.authenticator.BasicAuthenticator;
import org.apache.catalina.connector.Connector;
import org.apache.catalina.servlets.DefaultServlet;
import org.apache.catalina.startup.Tomcat;
import org.apache.tomcat.util.descriptor.web.LoginConfig;
import org.apache.tomcat.websocket.server.WsSci;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.security.ConstraintMapping;
import org.eclipse.jetty.ee10.servlet.security.ConstraintSecurityHandler;
import org.eclipse.jetty.ee10.websocket.jakarta.server.config.JakartaWebSocketServletContainerInitializer;
import org.eclipse.jetty.security.Constraint;
import org.eclipse.jetty.security.HashLoginService;
import org.eclipse.jetty.security.UserStore;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.security.Password;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Users and roles of the container's own log-in: a realm of Tomcat's, a login service of Jetty's. */
final class ContainerLogInTest {
    @TempDir
    private Path folder;

    private Gateway gateway(TestTarget target) throws Exception {
        Path file = Files.writeString(folder.resolve("sluice.yaml"), """
                grace: 0s
                routes:
                  /ops: {target: %1$d, access: {roles: [ops]}}
                  /alice: {target: %1$d, access: {users: [alice]}}
                  /all: {target: %1$d, access: {users: "*"}}
                """.formatted(target.port()));
        return Gateway.start(ConfigurationReader.read(file), Ticker.SYSTEM);
    }

    @Test
    void realm_of_tomcat() throws Exception {
        try (TestTarget target = new TestTarget()) {
            Gateway gateway = gateway(target);
            Tomcat tomcat = new Tomcat();
            tomcat.setBaseDir(folder.toString());
            Connector connector = new Connector("org.apache.coyote.http11.Http11NioProtocol");
            connector.setProperty("address", "127.0.0.1");
            connector.setPort(0);
            tomcat.setConnector(connector);
            Context context = tomcat.addContext("", folder.toString());
            context.addServletContainerInitializer(new WsSci(), Set.of());
            context.addServletContainerInitializer((classes, servlets) -> gateway.install(servlets), null);
            Tomcat.addServlet(context, "default", new DefaultServlet());
            context.addServletMappingDecoded("/", "default");
            LoginConfig logIn = new LoginConfig();
            logIn.setAuthMethod("BASIC");
            context.setLoginConfig(logIn);
            context.setPreemptiveAuthentication(true);
            context.getPipeline().addValve(new BasicAuthenticator());
            for (String user : new String[] {"alice", "bob"}) {
                tomcat.addUser(user, "right");
                tomcat.addRole(user, user.equals("alice") ? "ops" : "dev");
            }
            tomcat.start();
            try {
                assertRoutesAreForTheirUsers(gateway, connector.getLocalPort(), target);
            } finally {
                gateway.close();
                tomcat.stop();
                tomcat.destroy();
            }
        }
    }

    @Test
    void login_service_of_jetty() throws Exception {
        try (TestTarget target = new TestTarget()) {
            Gateway gateway = gateway(target);
            UserStore users = new UserStore();
            users.addUser("alice", new Password("right"), new String[] {"ops"});
            users.addUser("bob", new Password("right"), new String[] {"dev"});
            HashLoginService service = new HashLoginService("test");
            service.setUserStore(users);
            ConstraintSecurityHandler security = new ConstraintSecurityHandler();
            security.setLoginService(service);
            security.setAuthenticator(new org.eclipse.jetty.security.authentication.BasicAuthenticator());
            ConstraintMapping everything = new ConstraintMapping();
            everything.setPathSpec("/*");
            everything.setConstraint(Constraint.ANY_USER);
            security.addConstraintMapping(everything);
            ServletContextHandler application = new ServletContextHandler("/");
            application.setSecurityHandler(security);
            JakartaWebSocketServletContainerInitializer.configure(application, null);
            application.addServletContainerInitializer((classes, context) -> gateway.install(context));
            Server server = new Server();
            ServerConnector connector = new ServerConnector(server);
            connector.setHost("127.0.0.1");
            server.addConnector(connector);
            server.setHandler(application);
            server.start();
            try {
                assertRoutesAreForTheirUsers(gateway, connector.getLocalPort(), target);
            } finally {
                gateway.close();
                server.stop();
            }
        }
    }

    private static void assertRoutesAreForTheirUsers(Gateway gateway, int port, TestTarget target) throws Exception {
        for (String path : new String[] {"/ops", "/alice", "/all"}) {
            assertEquals(401, RawWebSocket.handshake(port, path).status(), path);
            assertEquals(
                    401,
                    RawWebSocket.handshake(port, path, RawWebSocket.basic("alice", "wrong"))
                            .status(),
                    path);
            int bobs = path.equals("/all") ? 101 : 403;
            assertEquals(
                    bobs,
                    RawWebSocket.handshake(port, path, RawWebSocket.basic("bob", "right"))
                            .status(),
                    path);
            if (bobs == 101) {
                target.accept().close();
            }
            Eventually.holds("none is left", () -> gateway.sessions().all().isEmpty());
            try (RawWebSocket client = RawWebSocket.open(port, path, RawWebSocket.basic("alice", "right"))) {
                target.accept().close();
                client.readToEnd();
            }
        }
        Eventually.holds("none is left", () -> gateway.sessions().all().isEmpty());
        try (RawWebSocket client = RawWebSocket.open(port, "/ops", RawWebSocket.basic("alice", "right"))) {
            Eventually.holds("it is there", () -> gateway.sessions().all().size() == 1);
            SessionDetails details = gateway.sessions().all().iterator().next().details();
            assertEquals("alice", details.user());
            assertEquals("container", details.means());
            target.accept().close();
            client.readToEnd();
        }
    }
}
