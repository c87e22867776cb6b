package io.sluice.runner;

import io.sluice.config.ConfigurationException;
import io.sluice.config.TlsSettings;
import io.sluice.pem.Pem;
import nl.altindag.ssl.SSLFactory;
import org.eclipse.jetty.util.ssl.SslContextFactory;

/** The runner's TLS. */
final class Certificates {
    private Certificates() {}

    /**
     * TLS 1.2 and 1.3 with this certificate.
     *
     * @throws ConfigurationException if the files hold no certificate and key that belong together
     */
    static SslContextFactory.Server load(TlsSettings settings) throws ConfigurationException {
        SslContextFactory.Server factory = new SslContextFactory.Server();
        factory.setSslContext(SSLFactory.builder()
                .withIdentityMaterial(Pem.identity(settings.certificate(), settings.key()))
                .build()
                .getSslContext());
        factory.setIncludeProtocols("TLSv1.2", "TLSv1.3");
        return factory;
    }
}
