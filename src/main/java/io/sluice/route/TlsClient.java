package io.sluice.route;

import io.sluice.config.ConfigurationException;
import io.sluice.config.HostPort;
import io.sluice.config.NamedFile;
import io.sluice.config.TargetTls;
import io.sluice.pem.Pem;
import io.sluice.relay.TlsEngines;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.regex.Pattern;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SNIServerName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManager;
import nl.altindag.ssl.util.TrustManagerUtils;
import org.jspecify.annotations.Nullable;

/** The gateway's side of TLS with the targets of one route. Immutable; used from any thread. */
final class TlsClient {
    private static final String[] PROTOCOLS = {"TLSv1.3", "TLSv1.2"};
    private static final Pattern ADDRESS = Pattern.compile("[0-9.]+|.*:.*");

    private final SSLContext context;
    private final @Nullable String serverName;
    private final boolean insecure;

    /**
     * As configured.
     *
     * @throws ConfigurationException if a file that the settings name cannot be used
     */
    TlsClient(TargetTls settings) throws ConfigurationException {
        this.serverName = settings.serverName();
        this.insecure = settings.insecure();
        try {
            context = SSLContext.getInstance("TLS");
            context.init(identity(settings), trust(settings), null);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every JDK has TLS", e);
        }
    }

    private static KeyManager @Nullable [] identity(TargetTls settings) throws ConfigurationException {
        NamedFile certificate = settings.certificate();
        NamedFile key = settings.key();
        return certificate == null || key == null ? null : new KeyManager[] {Pem.identity(certificate, key)};
    }

    /** Null for the JDK's. */
    private static TrustManager @Nullable [] trust(TargetTls settings) throws ConfigurationException {
        NamedFile authorities = settings.authorities();
        TrustManager named = authorities == null ? null : Pem.authorities(authorities);
        if (settings.insecure()) {
            return new TrustManager[] {TrustManagerUtils.createUnsafeTrustManager()};
        }
        return named == null ? null : new TrustManager[] {named};
    }

    /** TLS with the target at this address, which has to prove its name, or the one that is configured. */
    TlsEngines with(HostPort address) {
        String name = serverName == null ? address.host() : serverName;
        List<SNIServerName> asked = asked(name);
        return () -> engine(name, address.port(), asked);
    }

    /** What the target is asked for (RFC 6066): nothing, where the name is an address or no host's name. */
    private static List<SNIServerName> asked(String name) {
        try {
            return ADDRESS.matcher(name).matches() ? List.of() : List.of(new SNIHostName(name));
        } catch (IllegalArgumentException e) {
            return List.of();
        }
    }

    private SSLEngine engine(String name, int port, List<SNIServerName> asked) {
        SSLEngine engine = context.createSSLEngine(name, port);
        engine.setUseClientMode(true);
        engine.setEnabledProtocols(PROTOCOLS);
        SSLParameters parameters = engine.getSSLParameters();
        if (!insecure) {
            parameters.setEndpointIdentificationAlgorithm("HTTPS");
        }
        // By itself, the JDK leaves names without a dot out.
        parameters.setServerNames(asked);
        engine.setSSLParameters(parameters);
        return engine;
    }
}
