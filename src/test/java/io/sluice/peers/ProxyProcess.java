package io.sluice.peers;

import io.sluice.testing.Eventually;
import io.sluice.testing.TestTarget;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;

/** A real proxy in front of a gateway, listening on a port of 127.0.0.1. */
final class ProxyProcess implements AutoCloseable {
    private final ChildProcess child;
    private final int port;

    private ProxyProcess(ChildProcess child, int port) {
        this.child = child;
        this.port = port;
    }

    /** HAProxy that passes TCP connections on; the option is one of its server line. */
    static ProxyProcess haproxy(Path folder, int gateway, String option) throws Exception {
        int port = TestTarget.unusedPort();
        Path file = Files.writeString(folder.resolve("haproxy.cfg"), """
                defaults
                  mode tcp
                  timeout connect 10s
                  timeout client 60s
                  timeout server 60s
                listen gateway
                  bind 127.0.0.1:%d
                  server gateway 127.0.0.1:%d %s
                """.formatted(port, gateway, option));
        return listening(ChildProcess.start(Programs.path("haproxy"), "-db", "-f", file.toString()), port);
    }

    /** nginx that passes requests on; the listening is what stands behind the port, such as ssl and its files. */
    static ProxyProcess nginx(Path folder, int gateway, String listening, String more) throws Exception {
        int port = TestTarget.unusedPort();
        Path file =
                Files.writeString(folder.resolve("nginx.conf"), """
                daemon off;
                master_process off;
                pid %1$s/nginx.pid;
                error_log stderr;
                events {}
                http {
                  access_log off;
                  client_body_temp_path %1$s;
                  proxy_temp_path %1$s;
                  fastcgi_temp_path %1$s;
                  uwsgi_temp_path %1$s;
                  scgi_temp_path %1$s;
                  server {
                    listen 127.0.0.1:%2$d %3$s;
                    location / {
                      proxy_pass http://127.0.0.1:%4$d;
                      proxy_http_version 1.1;
                      proxy_set_header Host $http_host;
                      proxy_set_header Upgrade $http_upgrade;
                      proxy_set_header Connection "upgrade";
                      %5$s
                    }
                  }
                }
                """.formatted(folder, port, listening, gateway, more));
        return listening(
                ChildProcess.start(Programs.path("nginx"), "-p", folder.toString(), "-c", file.toString()), port);
    }

    private static ProxyProcess listening(ChildProcess child, int port) {
        try {
            Eventually.holds("the proxy listens", () -> {
                try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
                    return socket.isConnected();
                } catch (IOException e) {
                    return false;
                }
            });
            return new ProxyProcess(child, port);
        } catch (Throwable e) {
            child.close();
            throw e;
        }
    }

    int port() {
        return port;
    }

    @Override
    public void close() {
        child.close();
    }
}
