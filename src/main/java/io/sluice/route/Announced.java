package io.sluice.route;

import io.sluice.relay.Destination;
import io.sluice.relay.TlsEngines;
import java.io.IOException;
import java.net.SocketAddress;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A target that is told first whom the gateway speaks for. */
final class Announced implements Destination {
    private final Target target;
    private final byte[] header;

    Announced(Target target, byte[] header) {
        this.target = target;
        this.header = header;
    }

    @Override
    public List<? extends SocketAddress> addresses() throws IOException {
        return target.addresses();
    }

    @Override
    public boolean isKnown() {
        return target.isKnown();
    }

    @Override
    public @Nullable TlsEngines tls() {
        return target.tls();
    }

    @Override
    public byte[] preamble() {
        return header;
    }
}
