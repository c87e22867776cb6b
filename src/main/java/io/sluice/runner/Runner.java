package io.sluice.runner;

import io.sluice.config.Configuration;
import io.sluice.config.ConfigurationException;
import io.sluice.config.ConfigurationSource;
import io.sluice.config.HostPort;
import io.sluice.config.Problems;
import io.sluice.config.TlsSettings;
import io.sluice.endpoint.Reading;
import io.sluice.gateway.Gateway;
import io.sluice.relay.Ticker;
import java.io.IOException;
import java.net.URI;
import java.nio.channels.UnresolvedAddressException;
import org.eclipse.jetty.ee10.servlet.DefaultServlet;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.ee10.websocket.jakarta.server.JakartaWebSocketServerContainer;
import org.eclipse.jetty.ee10.websocket.jakarta.server.config.JakartaWebSocketServletContainerInitializer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.resource.ResourceFactory;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.jspecify.annotations.Nullable;

/** A gateway on an embedded Jetty, listening. Used from any thread. */
public final class Runner implements AutoCloseable {
    /** Where the pages lie on the class path. */
    static final String PAGES = "web/";

    private final Gateway gateway;
    private final Server server;
    private final ServerConnector connector;
    private final @Nullable ServerConnector operators;
    private final boolean secure;

    private Runner(
            Gateway gateway,
            Server server,
            ServerConnector connector,
            @Nullable ServerConnector operators,
            boolean secure) {
        this.gateway = gateway;
        this.server = server;
        this.connector = connector;
        this.operators = operators;
        this.secure = secure;
    }

    /**
     * Starts a gateway with what a source holds, listens, and serves what the source holds later.
     *
     * @throws ConfigurationException if the configuration, the certificate or its key cannot be used
     * @throws RunnerException if it cannot listen where it is told to; the message is for the user
     * @throws IOException if the system lacks what it takes, such as descriptors
     */
    public static Runner start(ConfigurationSource source) throws ConfigurationException, RunnerException, IOException {
        return start(source, Ticker.SYSTEM);
    }

    /** The same, with the clock of all timers given. */
    public static Runner start(ConfigurationSource source, Ticker ticker)
            throws ConfigurationException, RunnerException, IOException {
        Configuration configuration = source.read();
        skipReferenceWidth();
        Server server = new Server(new QueuedThreadPool());
        server.setErrorHandler(new ErrorProblem());
        Gateway gateway = Gateway.start(configuration, ticker);
        try {
            TlsSettings certificates = configuration.runner().tls();
            ServerTls tls = certificates == null ? null : new ServerTls(certificates);
            TrustedProxies proxies = new TrustedProxies();
            proxies.trust(configuration.runner().trustedProxies());
            gateway.follow(source, new FollowedSettings(configuration, tls, proxies));
            Connectors connectors = new Connectors(
                    server, configuration.limits(), gateway.engine().descriptors(), ticker);
            ServerConnector connector =
                    connectors.addForClients(configuration.runner().listen(), tls, proxies);
            server.setHandler(application(gateway));
            listen(connector, configuration.runner().listen());
            gateway.keepTokensFrom(connector.getLocalPort());
            ServerConnector operators = null;
            HostPort manage = configuration.runner().manage();
            if (manage != null) {
                operators = ManagementListener.add(server, connectors, manage, gateway);
                listen(operators, manage);
                gateway.keepTokensFrom(operators.getLocalPort());
            }
            server.start();
            return new Runner(gateway, server, connector, operators, tls != null);
        } catch (RunnerException | ConfigurationException e) {
            stop(gateway, server);
            throw e;
        } catch (Exception e) {
            stop(gateway, server);
            throw new RunnerException("the server did not start: " + e.getMessage());
        }
    }

    /**
     * Looks whether all files that a configuration names can be used.
     *
     * @throws ConfigurationException if not, with all that cannot
     */
    public static void check(Configuration configuration) throws ConfigurationException {
        Problems problems = new Problems();
        TlsSettings tls = configuration.runner().tls();
        if (tls != null) {
            problems.gather(() -> ServerTls.context(tls));
        }
        problems.gather(() -> {
            Gateway.check(configuration);
            return configuration;
        });
        if (!problems.isEmpty()) {
            throw problems.exception();
        }
    }

    private static void listen(ServerConnector connector, HostPort address) throws RunnerException {
        try {
            connector.open();
        } catch (IOException | UnresolvedAddressException e) {
            // Jetty wraps what the JDK says.
            Throwable cause = e.getCause() == null ? e : e.getCause();
            boolean unknown = cause instanceof UnresolvedAddressException;
            String why = unknown ? "there is no such host" : String.valueOf(cause.getMessage());
            throw new RunnerException("cannot listen on " + address + ": " + why);
        }
    }

    /**
     * Jetty asks the virtual machine how wide a reference is, to space out its queues. That takes a tenth of the start;
     * this is the answer for all heaps below 32 GiB.
     */
    private static void skipReferenceWidth() {
        System.setProperty("org.eclipse.jetty.util.referencesPerCacheLine", "16");
    }

    private static ServletContextHandler application(Gateway gateway) {
        ServletContextHandler application = new ServletContextHandler("/");
        application.setBaseResource(ResourceFactory.of(application).newClassLoaderResource(PAGES));
        application.setWelcomeFiles(new String[] {"index.html"});
        JakartaWebSocketServletContainerInitializer.configure(
                application,
                (context, webSockets) -> JakartaWebSocketServerContainer.getContainer(context)
                        .getExtensionRegistry()
                        .register(Reading.EXTENSION, JettyExtension.class));
        application.addServletContainerInitializer((classes, context) -> gateway.install(context));
        ServletHolder pages = new ServletHolder("default", DefaultServlet.class);
        pages.setInitParameter("dirAllowed", "false");
        pages.setInitParameter("etags", "true");
        application.addServlet(pages, "/");
        return application;
    }

    /** The address to open in a browser. */
    public URI address() {
        return URI.create((secure ? "https://" : "http://") + reachable(connector) + "/");
    }

    /** The address of the operators' listener; null if there is none. */
    public @Nullable URI operations() {
        return operators == null ? null : URI.create("http://" + reachable(operators) + "/manage/");
    }

    private static HostPort reachable(ServerConnector connector) {
        @Nullable String host = connector.getHost();
        String reachable = host == null || host.equals("0.0.0.0") || host.equals("::") ? "localhost" : host;
        return new HostPort(reachable, connector.getLocalPort());
    }

    /** Reads the configuration again, and serves it if it can be used; the log says what became of it. */
    public void reload() {
        gateway.reload();
    }

    /** The gateway that is run. */
    public Gateway gateway() {
        return gateway;
    }

    /** Drains the gateway, then ends the server. */
    @Override
    public void close() {
        stop(gateway, server);
    }

    private static void stop(Gateway gateway, Server server) {
        try {
            gateway.close();
        } finally {
            stop(server);
        }
    }

    private static void stop(Server server) {
        try {
            server.stop();
        } catch (Exception e) {
            throw new IllegalStateException("The server did not stop", e);
        }
    }
}
