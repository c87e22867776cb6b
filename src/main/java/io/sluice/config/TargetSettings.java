package io.sluice.config;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where a route leads. */
public sealed interface TargetSettings {
    /** What a target looks like, in words. */
    String EXPECTED = "tcp://HOST:PORT, tls://HOST:PORT, HOST:PORT, PORT or unix:/PATH";

    /** A target that is reached over a network. */
    sealed interface Host extends TargetSettings {
        /** Its name or address, and its port, which is not 0. */
        HostPort address();
    }

    /**
     * A TCP server.
     *
     * @param address its name or address, and its port, which is not 0
     */
    record Tcp(HostPort address) implements Host {
        @Override
        public String toString() {
            return "tcp://" + address;
        }
    }

    /**
     * A TCP server that is spoken to over TLS.
     *
     * @param address its name or address, and its port, which is not 0
     */
    record Tls(HostPort address) implements Host {
        @Override
        public String toString() {
            return "tls://" + address;
        }
    }

    /**
     * A server on a Unix domain socket of this machine.
     *
     * @param path the socket's absolute path
     */
    record Unix(Path path) implements TargetSettings {
        @Override
        public String toString() {
            return "unix:" + path;
        }
    }

    /** A target that a token in the path chooses when a session is asked for. */
    sealed interface ByToken extends TargetSettings {}

    /**
     * Tokens and targets in files, one {@code token: host:port} a line, as websockify has them.
     *
     * @param path the file, or the folder that holds them
     * @param files all of them
     */
    record Tokens(Path path, List<NamedFile> files) implements ByToken {
        @Override
        public String toString() {
            return "the target of each token in " + path;
        }
    }

    /**
     * The token is itself signed (RFC 7519), and its claims name the target.
     *
     * @param trust which tokens are believed
     */
    record Signed(JwtTrust trust) implements ByToken {
        @Override
        public String toString() {
            return "the target that each signed token names";
        }
    }

    /**
     * A Redis server has the target under a key.
     *
     * @param address the server's
     * @param tls whether it is spoken to over TLS
     * @param key the key, with {@code {token}} in it
     * @param user the user to log in as; null: the server's default user
     * @param password a file whose first line is the password; null: no log-in
     * @param timeout how long an answer may take
     */
    record Redis(
            HostPort address,
            boolean tls,
            String key,
            @Nullable String user,
            @Nullable NamedFile password,
            Duration timeout)
            implements ByToken {
        @Override
        public String toString() {
            return "the target of each token in Redis at " + address;
        }
    }

    /**
     * An HTTP service is asked.
     *
     * @param url with {@code {token}} in its path or query
     * @param timeout how long an answer may take
     * @param cache how long an answer is believed; zero: it is asked each time
     */
    record Lookup(String url, Duration timeout, Duration cache) implements ByToken {
        /** What is asked for, for a token that is escaped already. */
        public URI address(String escapedToken) {
            return URI.create(url.replace(TOKEN, escapedToken));
        }

        @Override
        public String toString() {
            // Its path and query may hold a secret.
            return "the target of each token by HTTP at "
                    + URI.create(url.replace(TOKEN, "")).getRawAuthority();
        }
    }

    /** What stands for the token in keys, addresses and the route's path. */
    String TOKEN = "{token}";

    /**
     * Reads {@code tcp://HOST:PORT}, {@code tls://HOST:PORT}, {@code HOST:PORT}, {@code PORT} (on this machine) or
     * {@code unix:/PATH}.
     *
     * @throws IllegalArgumentException if the text has none of these forms
     */
    static TargetSettings parse(String text) {
        if (text.startsWith("unix:")) {
            String path = text.substring("unix:".length());
            if (!path.startsWith("/") || path.indexOf('\0') >= 0) {
                throw new IllegalArgumentException(text);
            }
            return new Unix(Path.of(path).normalize());
        }
        return parseHost(text);
    }

    /**
     * The same without {@code unix:}.
     *
     * @throws IllegalArgumentException if the text has none of these forms
     */
    static Host parseHost(String text) {
        boolean tls = text.startsWith("tls://");
        String rest = tls || text.startsWith("tcp://") ? text.substring("tcp://".length()) : text;
        HostPort address = HostPort.parse(rest);
        if (address.port() == 0) {
            throw new IllegalArgumentException(text);
        }
        return tls ? new Tls(address) : new Tcp(address);
    }
}
