package io.sluice.demo.shell;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.apache.sshd.common.channel.Channel;
import org.apache.sshd.common.global.KeepAliveHandler;
import org.apache.sshd.common.io.IoSession;
import org.apache.sshd.common.io.nio2.Nio2ServiceFactoryFactory;
import org.apache.sshd.common.keyprovider.KeyPairProvider;
import org.apache.sshd.common.session.Session;
import org.apache.sshd.common.session.SessionListener;
import org.apache.sshd.common.util.security.SecurityUtils;
import org.apache.sshd.common.util.threads.SshThreadPoolExecutor;
import org.apache.sshd.core.CoreModuleProperties;
import org.apache.sshd.server.SshServer;
import org.apache.sshd.server.auth.keyboard.UserAuthKeyboardInteractiveFactory;
import org.apache.sshd.server.auth.password.AcceptAllPasswordAuthenticator;
import org.apache.sshd.server.auth.password.UserAuthPasswordFactory;
import org.apache.sshd.server.channel.ChannelSessionFactory;
import org.apache.sshd.server.forward.RejectAllForwardingFilter;
import org.apache.sshd.server.global.NoMoreSessionsHandler;
import org.apache.sshd.server.session.ServerSessionImpl;
import org.apache.sshd.server.session.SessionFactory;

/**
 * An SSH server on a free port of 127.0.0.1, whose shell is a toy of its own: it runs nothing on the machine, reads and
 * writes no file, and forwards nothing. Any name and any password are accepted.
 *
 * <p>At most 16 connections are served at a time, each with one shell; further ones are closed at once, idle ones after
 * half an hour. What a client makes it keep is bounded too: a shell waits for a client that does not read. Safe for use
 * by several threads.
 */
public final class ShellServer implements AutoCloseable {
    private static final int MAX_CONNECTIONS = 16;
    private static final int IO_THREADS = 2;

    /** So much of what is typed may wait for the shell. */
    private static final long WINDOW_BYTES = 64 * 1024;

    private static final Duration TO_LOG_IN = Duration.ofMinutes(2);
    private static final Duration IDLE = Duration.ofMinutes(30);

    /** Held, because loggers that nobody holds forget their level. What goes wrong here concerns the client only. */
    private static final Logger LIBRARY = Logger.getLogger("org.apache.sshd");

    private final SshServer server;
    private final ShellThreads threads;
    private final int port;

    private ShellServer(SshServer server, ShellThreads threads) {
        this.server = server;
        this.threads = threads;
        this.port = server.getPort();
    }

    /**
     * Binds a free port of 127.0.0.1 and serves it on daemon threads until {@link #close()}.
     *
     * @return the running server
     * @throws IOException if no port can be bound
     */
    public static ShellServer start() throws IOException {
        LIBRARY.setLevel(Level.OFF);
        // It is on the class path for other things; the JDK has all that is needed here, and is loaded already.
        SecurityUtils.setAPrioriDisabledProvider(SecurityUtils.BOUNCY_CASTLE, true);
        ShellThreads threads = new ShellThreads();
        SshServer server = SshServer.setUpDefaultServer();
        server.setHost("127.0.0.1");
        server.setIoServiceFactoryFactory(new Nio2ServiceFactoryFactory(() -> new SshThreadPoolExecutor(
                IO_THREADS, IO_THREADS, 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), threads)));
        server.setScheduledExecutorService(Executors.newSingleThreadScheduledExecutor(threads), true);
        server.setKeyPairProvider(KeyPairProvider.wrap(DemoHostKey.pair()));
        letEverybodyIn(server);
        server.setShellFactory(channel -> new ShellChannel(threads, Clock.system(ZoneId.systemDefault())));
        offerNothingElse(server);
        limit(server);
        try {
            server.start();
        } catch (IOException | RuntimeException e) {
            server.close(true);
            throw e;
        }
        return new ShellServer(server, threads);
    }

    private static void letEverybodyIn(SshServer server) {
        server.setUserAuthFactories(
                List.of(UserAuthPasswordFactory.INSTANCE, UserAuthKeyboardInteractiveFactory.INSTANCE));
        server.setPasswordAuthenticator(AcceptAllPasswordAuthenticator.INSTANCE);
    }

    private static void offerNothingElse(SshServer server) {
        server.setCommandFactory(null);
        server.setSubsystemFactories(List.of());
        server.setChannelFactories(List.of(new ChannelSessionFactory() {
            @Override
            public Channel createChannel(Session session) {
                return new ShellSession();
            }
        }));
        server.setForwardingFilter(RejectAllForwardingFilter.INSTANCE);
        server.setGlobalRequestHandlers(List.of(new KeepAliveHandler(), new NoMoreSessionsHandler()));
    }

    private static void limit(SshServer server) {
        CoreModuleProperties.SERVER_IDENTIFICATION.set(server, "SLUICE-DEMO");
        CoreModuleProperties.AUTH_TIMEOUT.set(server, TO_LOG_IN);
        CoreModuleProperties.IDLE_TIMEOUT.set(server, IDLE);
        CoreModuleProperties.NIO2_READ_TIMEOUT.set(server, IDLE.plusMinutes(1));
        CoreModuleProperties.MAX_CONCURRENT_CHANNELS.set(server, 1);
        CoreModuleProperties.WINDOW_SIZE.set(server, WINDOW_BYTES);
        server.setChannelStreamWriterResolver((channel, stream) -> new UnqueuedOutput(channel));
        server.setSessionFactory(new SessionFactory(server) {
            @Override
            protected ServerSessionImpl doCreateSession(IoSession socket) throws Exception {
                return new ShellConnection(getServer(), socket);
            }
        });
        server.addSessionListener(new MostConnections());
    }

    /**
     * Returns the TCP port it listens on.
     *
     * @return a port between 1 and 65535; still the same after {@link #close()}
     */
    public int port() {
        return port;
    }

    /** Ends the listening socket and all connections, and returns when all threads have ended. Idempotent. */
    @Override
    public void close() {
        server.close(true);
        threads.join();
    }

    /** Counts the connections, and closes those that are too many. */
    private static final class MostConnections implements SessionListener {
        private final AtomicInteger open = new AtomicInteger();

        @Override
        public void sessionCreated(Session session) {
            if (open.incrementAndGet() > MAX_CONNECTIONS) {
                session.close(true);
            }
        }

        @Override
        public void sessionClosed(Session session) {
            open.decrementAndGet();
        }
    }
}
