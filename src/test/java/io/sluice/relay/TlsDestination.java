package io.sluice.relay;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;

/** A target behind TLS whose certificate has to be for this name. */
record TlsDestination(String name, List<SocketAddress> addresses, SSLContext context, byte[] preamble)
        implements Destination {
    /** This machine's, at this port. */
    static TlsDestination localhost(int port, SSLContext context) {
        return new TlsDestination(
                "localhost",
                List.of(new InetSocketAddress(InetAddress.getLoopbackAddress(), port)),
                context,
                new byte[0]);
    }

    @Override
    public TlsEngines tls() {
        return () -> {
            SSLEngine engine = context.createSSLEngine(name, 443);
            engine.setUseClientMode(true);
            SSLParameters parameters = engine.getSSLParameters();
            parameters.setEndpointIdentificationAlgorithm("HTTPS");
            engine.setSSLParameters(parameters);
            return engine;
        };
    }
}
