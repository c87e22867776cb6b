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

    /** Null where it could not be registered. */
    private final @Nullable ObjectName name;

    private BeanRegistration(@Nullable ObjectName name) {
        this.name = name;
    }

    /**
     * Registers a gateway's bean. Where that is not possible, the log says so, and the gateway does without.
     *
     * @param contextPath the web application's; empty for the root
     */
    public static BeanRegistration of(Operations operations, String contextPath) {
        try {
            return new BeanRegistration(register(new GatewayBean(operations), contextPath));
        } catch (JMException | RuntimeException e) {
            LOG.warn("JMX does not show this gateway: {}", e.toString());
            return new BeanRegistration(null);
        }
    }

    /** Two versions of an application may run for a while at one path. */
    private static ObjectName register(GatewayBean bean, String contextPath) throws JMException {
        String first = "io.sluice:type=Gateway,context=" + ObjectName.quote(contextPath);
        String name = first;
        for (int instance = 2; ; instance++) {
            try {
                ObjectName free = new ObjectName(name);
                ManagementFactory.getPlatformMBeanServer().registerMBean(bean, free);
                return free;
            } catch (InstanceAlreadyExistsException e) {
                name = first + ",instance=" + instance;
            }
        }
    }

    /** Takes it back; without effect where it is not registered. */
    @Override
    public void close() {
        if (name != null) {
            try {
                ManagementFactory.getPlatformMBeanServer().unregisterMBean(name);
            } catch (JMException | RuntimeException e) {
                LOG.debug("JMX does not show this gateway any more", e);
            }
        }
    }
}
