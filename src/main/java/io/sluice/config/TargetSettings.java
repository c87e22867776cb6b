package io.sluice.config;

import java.nio.file.Path;

/** Where a route leads. */
public sealed interface TargetSettings {
    /** What a target looks like, in words. */
    String EXPECTED = "tcp://HOST:PORT, HOST:PORT, PORT or unix:/PATH";

    /**
     * A TCP server.
     *
     * @param address its name or address, and its port, which is not 0
     */
    record Tcp(HostPort address) implements TargetSettings {}

    /**
     * A server on a Unix domain socket of this machine.
     *
     * @param path the socket's absolute path
     */
    record Unix(Path path) implements TargetSettings {}

    /**
     * Reads {@code tcp://HOST:PORT}, {@code HOST:PORT}, {@code PORT} (on this machine) or {@code unix:/PATH}.
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
        HostPort address = HostPort.parse(text.startsWith("tcp://") ? text.substring("tcp://".length()) : text);
        if (address.port() == 0) {
            throw new IllegalArgumentException(text);
        }
        return new Tcp(address);
    }
}
