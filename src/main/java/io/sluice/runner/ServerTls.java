package io.sluice.runner;

import io.sluice.config.ConfigurationException;
import io.sluice.config.NamedFile;
import io.sluice.config.TlsSettings;
import io.sluice.pem.Pem;
import javax.net.ssl.SSLContext;
import nl.altindag.ssl.SSLFactory;
import nl.altindag.ssl.util.TrustManagerUtils;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.util.ssl.SslContextFactory;

/**
 * The runner's TLS: 1.2 and 1.3, with encryption that vouches for what it encrypts and keys that are lost with the
 * connection. Certificates can be replaced: new handshakes get the new ones, and connections go on with what they began
 * with. Used from any thread; replaced by one.
 */
final class ServerTls {
    /** What Jetty takes for no header. */
    private static final long NO_STRICT_TRANSPORT = -1;

    private static final String[] CIPHERS = {
        "TLS_AES_256_GCM_SHA384",
        "TLS_AES_128_GCM_SHA256",
        "TLS_CHACHA20_POLY1305_SHA256",
        "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384",
        "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384",
        "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256",
        "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256",
        "TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256",
        "TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256"
    };

    private final SslContextFactory.Server factory = new SslContextFactory.Server();

    /** There is one certificate: whether it is the right one for a request's host is for the client to judge. */
    private final SecureRequestCustomizer requests = new SecureRequestCustomizer(false);

    /** What is in effect. On the thread of the reloads, after the start. */
    private TlsSettings settings;

    /**
     * With these certificates.
     *
     * @throws ConfigurationException if they cannot be used
     */
    ServerTls(TlsSettings settings) throws ConfigurationException {
        this.settings = settings;
        factory.setIncludeProtocols("TLSv1.2", "TLSv1.3");
        factory.setIncludeCipherSuites(CIPHERS);
        factory.setUseCipherSuitesOrder(true);
        factory.setRenegotiationAllowed(false);
        use(settings, context(settings));
    }

    /** For Jetty. */
    SslContextFactory.Server factory() {
        return factory;
    }

    /** What gives requests their certificates, and tells browsers to come by https only. */
    SecureRequestCustomizer requests() {
        return requests;
    }

    /**
     * Makes ready what is to be used from now on.
     *
     * @return puts it into effect
     * @throws ConfigurationException if it cannot be used
     */
    Runnable prepare(TlsSettings next) throws ConfigurationException {
        if (next.equals(settings)) {
            return () -> {};
        }
        // Also where only the clients' part differs: nobody is to resume what was agreed on before.
        SSLContext context = context(next);
        return () -> {
            try {
                factory.reload(same -> use(next, context));
            } catch (Exception e) {
                throw new IllegalStateException("TLS that was made ready could not be used", e);
            }
            settings = next;
        };
    }

    private void use(TlsSettings used, SSLContext context) {
        boolean asked = used.clientAuthorities() != null;
        factory.setNeedClientAuth(asked && used.clientRequired());
        factory.setWantClientAuth(asked && !used.clientRequired());
        factory.setSslContext(context);
        requests.setStsMaxAge(
                used.hsts().isZero() ? NO_STRICT_TRANSPORT : used.hsts().toSeconds());
    }

    /**
     * What the certificates make.
     *
     * @throws ConfigurationException if the files hold none that can be used
     */
    static SSLContext context(TlsSettings settings) throws ConfigurationException {
        NamedFile authorities = settings.clientAuthorities();
        // Without any, a context would have the JDK's authorities; this one trusts nobody.
        return SSLFactory.builder()
                .withIdentityMaterial(Pem.identity(settings.certificate(), settings.key()))
                .withTrustMaterial(
                        authorities == null
                                ? TrustManagerUtils.createDummyTrustManager()
                                : Pem.authorities(authorities))
                .build()
                .getSslContext();
    }
}
