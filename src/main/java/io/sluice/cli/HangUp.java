package io.sluice.cli;

import java.lang.reflect.Proxy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** SIGHUP, by which Unix asks a server to read its files again. */
final class HangUp {
    private static final Logger LOG = LoggerFactory.getLogger(HangUp.class);

    private HangUp() {}

    /**
     * Runs the action, on a thread of its own, whenever the signal is received, which then no longer ends the process.
     * Without effect where the system has no such signal or the virtual machine keeps it to itself.
     */
    static void whenReceived(Runnable action) {
        try {
            // By name: the JDK has no other way to signals, and its compiler warns of this one.
            Class<?> signal = Class.forName("sun.misc.Signal");
            Class<?> handler = Class.forName("sun.misc.SignalHandler");
            Object handling = Proxy.newProxyInstance(
                    HangUp.class.getClassLoader(), new Class<?>[] {handler}, (self, method, arguments) -> {
                        action.run();
                        return null;
                    });
            Object hangUp = signal.getConstructor(String.class).newInstance("HUP");
            signal.getMethod("handle", signal, handler).invoke(null, hangUp, handling);
        } catch (ReflectiveOperationException e) {
            LOG.debug("No SIGHUP here", e);
        }
    }
}
