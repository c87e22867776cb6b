package io.sluice.gateway;

import io.sluice.config.Configuration;
import io.sluice.config.ConfigurationException;
import io.sluice.config.ConfigurationLocator;
import io.sluice.config.ConfigurationSource;
import io.sluice.relay.Ticker;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import java.io.IOException;
import java.nio.file.Path;
import javax.naming.InitialContext;
import javax.naming.NamingException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Starts a gateway with its web application and closes it with it. When there is no usable configuration, the
 * application is nothing but a page that says so: the container and its other applications are not disturbed.
 */
public final class GatewayListener implements ServletContextListener {
    private static final Logger LOG = LoggerFactory.getLogger(GatewayListener.class);
    private static final String NAME = "sluice.config";

    private @Nullable Gateway gateway;

    /** Made by the container. */
    public GatewayListener() {}

    @Override
    public void contextInitialized(ServletContextEvent event) {
        ServletContext context = event.getServletContext();
        try {
            Path file = locator(context).locate();
            ConfigurationSource source = ConfigurationSource.of(file);
            Configuration configuration = source.read();
            Gateway started = Gateway.start(configuration, Ticker.SYSTEM);
            gateway = started;
            started.follow(source, Host.NOTHING);
            started.install(context);
            LOG.info(
                    "Sluice serves {} routes of {} at {}/",
                    configuration.routes().size(),
                    file,
                    context.getContextPath());
        } catch (ConfigurationException e) {
            e.problems().forEach(problem -> LOG.error("Sluice is not configured: {}", problem));
            install(context, UnconfiguredServlet.because(e));
        } catch (IOException e) {
            LOG.error("Sluice could not start: {}", e.toString());
            install(context, UnconfiguredServlet.because(e));
        }
    }

    private static void install(ServletContext context, UnconfiguredServlet servlet) {
        context.addServlet("sluice-unconfigured", servlet).addMapping("/*");
    }

    private static ConfigurationLocator locator(ServletContext context) {
        return new ConfigurationLocator()
                .addSystemProperty()
                .add("servlet context parameter " + NAME, () -> context.getInitParameter(NAME))
                .add("JNDI entry java:comp/env/" + NAME, GatewayListener::jndiEntry)
                .addEnvironment();
    }

    // The name is fixed, and java:comp/env is the deployer's own.
    @SuppressWarnings("BanJNDI")
    private static @Nullable String jndiEntry() {
        try {
            Object entry = new InitialContext().lookup("java:comp/env/" + NAME);
            return entry == null ? null : entry.toString();
        } catch (NamingException e) {
            return null;
        }
    }

    @Override
    public void contextDestroyed(ServletContextEvent event) {
        if (gateway != null) {
            gateway.close();
            gateway = null;
        }
    }
}
