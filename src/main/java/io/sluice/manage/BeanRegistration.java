package io.sluice.manage;

import java.lang.management.ManagementFactory;
import javax.management.InstanceAlreadyExistsException;
import javax.management.JMException;
import javax.management.ObjectName;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The bean of a gateway, where JMX finds it: {@code io.sluice:type=Gateway,context="/sluice"}. */
public final class BeanRegistration implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(BeanRegistration.class);

    private final Operations operations;
    private final String contextPath;

    /** Guarded by this. Null while it is not registered. */
    private @Nullable ObjectName name;

    /** Guarded by this. */
    private boolean closed;

    /**
     * Of a gateway that JMX does not know yet.
     *
     * @param contextPath the web application's; empty for the root
     */
    public BeanRegistration(Operations operations, String contextPath) {
        this.operations = operations;
        this.contextPath = contextPath;
    }

    /**
     * Registers the gateway's bean, once; without effect after {@link #close}. Where that is not possible, the log says
     * so, and the gateway does without.
     */
    public synchronized void register() {
        if (closed) {
            return;
        }
        try {
            name = register(new GatewayBean(operations));
        } catch (JMException | RuntimeException e) {
            LOG.warn("JMX does not show this gateway: {}", e.toString());
        }
    }

    /** Two versions of an application may run for a while at one path. */
    private ObjectName register(GatewayBean bean) throws JMException {
        String first = "io.sluice:type=Gateway,context=" + ObjectName.quote(contextPath);
        String next = first;
        for (int instance = 2; ; instance++) {
            try {
                ObjectName free = new ObjectName(next);
                ManagementFactory.getPlatformMBeanServer().registerMBean(bean, free);
                return free;
            } catch (InstanceAlreadyExistsException e) {
                next = first + ",instance=" + instance;
            }
        }
    }

    /** Takes it back; without effect where it is not registered. */
    @Override
    public synchronized void close() {
        closed = true;
        if (name != null) {
            try {
                ManagementFactory.getPlatformMBeanServer().unregisterMBean(name);
            } catch (JMException | RuntimeException e) {
                LOG.debug("JMX does not show this gateway any more", e);
            }
            name = null;
        }
    }
}
