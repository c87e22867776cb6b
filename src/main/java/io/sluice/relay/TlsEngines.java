package io.sluice.relay;

import javax.net.ssl.SSLEngine;

/** Makes the gateway's side of TLS with a target. */
@FunctionalInterface
public interface TlsEngines {
    /**
     * A fresh engine for one session: in client mode, and knowing what the target's certificate has to say (name,
     * issuer). Called on a loop's thread, so it must not block; what takes time comes in the engine's delegated tasks,
     * which run elsewhere.
     */
    SSLEngine newEngine();
}
