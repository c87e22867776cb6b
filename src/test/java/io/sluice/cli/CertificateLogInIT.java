package io.sluice.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.sluice.testing.Container;
import io.sluice.testing.RawWebSocket;
import io.sluice.testing.RunningGateway;
import io.sluice.testing.TestTarget;
import java.net.Socket;
import java.nio.file.Path;
import javax.net.ssl.SSLContext;
import nl.altindag.ssl.SSLFactory;
import nl.altindag.ssl.pem.util.PemUtils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Routes of the runner for users whom their certificates make known, all made by OpenSSL. */
final class CertificateLogInIT {
    @TempDir
    private Path folder;

    private PemFiles own;
    private RunningGateway gateway;

    private int status(PemFiles identity, String path) throws Exception {
        SSLFactory.Builder tls = SSLFactory.builder().withTrustMaterial(PemUtils.loadTrustMaterial(own.certificate()));
        if (identity != null) {
            tls.withIdentityMaterial(PemUtils.loadIdentityMaterial(identity.certificate(), identity.key()));
        }
        SSLContext context = tls.build().getSslContext();
        try (Socket socket = context.getSocketFactory().createSocket("127.0.0.1", gateway.port())) {
            return RawWebSocket.handshake(socket, path).status();
        }
    }

    @Test
    void user_is_whom_the_certificate_names() throws Exception {
        own = PemFiles.make(folder, PemFiles.Form.EC_PKCS_8);
        PemFiles authority = PemFiles.make(folder, PemFiles.Form.RSA_PKCS_8);
        try (TestTarget target = new TestTarget();
                RunningGateway started = RunningGateway.start(Container.JETTY, """
                        tls: {certificate: %s, key: %s, client-authorities: %s}
                        authentication: {certificate: {user: common-name}, roles: {ops: [alice]}}
                        routes:
                          /alice: {target: %5$d, access: {users: [alice]}}
                          /ops: {target: %5$d, access: {roles: [ops]}}
                          /all: {target: %5$d, access: {users: "*"}}
                        """.formatted(
                                own.certificate(), own.key(), authority.certificate(), "", target.port()))) {
            gateway = started;
            PemFiles alice = authority.issue(folder, "alice");
            PemFiles bob = authority.issue(folder, "bob");
            for (String path : new String[] {"/alice", "/ops", "/all"}) {
                assertEquals(401, status(null, path), path);
                assertEquals(101, status(alice, path), path);
                assertEquals(path.equals("/all") ? 101 : 403, status(bob, path), path);
            }
        }
    }
}
