package io.sluice.testing;

import io.sluice.config.ConfigurationSource;
import io.sluice.gateway.Gateway;
import io.sluice.gateway.Host;
import io.sluice.relay.Ticker;
import io.sluice.runner.Runner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.catalina.Context;
import org.apache.catalina.connector.Connector;
import org.apache.catalina.servlets.DefaultServlet;
import org.apache.catalina.startup.Tomcat;
import org.apache.coyote.http2.Http2Protocol;
import org.apache.tomcat.websocket.server.WsSci;

/** The embedded containers that a gateway is tried in, within the test's own process. */
public enum Container {
    JETTY {
        @Override
        RunningGateway.Host host(ConfigurationSource source, Ticker ticker) throws Exception {
            Runner runner = Runner.start(source, ticker);
            return new RunningGateway.Host(runner.gateway(), runner.address().getPort(), runner::close);
        }
    },
    TOMCAT {
        @Override
        RunningGateway.Host host(ConfigurationSource source, Ticker ticker) throws Exception {
            Gateway gateway = Gateway.start(source.read(), ticker);
            gateway.follow(source, Host.NOTHING);
            Path base = Files.createTempDirectory("sluice-tomcat");
            Tomcat tomcat = new Tomcat();
            tomcat.setBaseDir(base.toString());
            Connector connector = new Connector("org.apache.coyote.http11.Http11NioProtocol");
            connector.setProperty("address", "127.0.0.1");
            connector.setPort(0);
            connector.addUpgradeProtocol(new Http2Protocol());
            tomcat.setConnector(connector);
            Context context = tomcat.addContext("", base.toString());
            context.addServletContainerInitializer(new WsSci(), Set.of());
            context.addServletContainerInitializer((classes, servlets) -> gateway.install(servlets), null);
            Tomcat.addServlet(context, "default", new DefaultServlet());
            context.addServletMappingDecoded("/", "default");
            tomcat.start();
            return new RunningGateway.Host(gateway, connector.getLocalPort(), () -> {
                gateway.close();
                tomcat.stop();
                tomcat.destroy();
                delete(base);
            });
        }
    };

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(each);
            }
        }
    }

    abstract RunningGateway.Host host(ConfigurationSource source, Ticker ticker) throws Exception;
}
