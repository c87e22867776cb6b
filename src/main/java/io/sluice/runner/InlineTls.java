package io.sluice.runner;

import java.io.IOException;
import java.nio.ByteBuffer;
import javax.net.ssl.SSLEngine;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.ssl.SslConnection;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.ssl.SslContextFactory;

/** TLS whose WebSockets are served on the selector's thread, as those without are; see {@link Inline}. */
final class InlineTls extends SslConnectionFactory {
    InlineTls(SslContextFactory.Server tls, String nextProtocol) {
        super(tls, nextProtocol);
    }

    @Override
    protected SslConnection newSslConnection(Connector connector, EndPoint endPoint, SSLEngine engine) {
        return new SslConnection(
                connector.getByteBufferPool(),
                connector.getExecutor(),
                getSslContextFactory(),
                endPoint,
                engine,
                isDirectBuffersForEncryption(),
                isDirectBuffersForDecryption()) {
            @Override
            protected SslEndPoint newSslEndPoint() {
                return new DecryptedClient();
            }

            /** What a client sends, decrypted. Its turn is counted here: the one below is lost in Jetty's TLS. */
            private final class DecryptedClient extends SslEndPoint implements Inline.Served {
                private final Inline inline = new Inline(this);
                private final Turn turn = new Turn();

                @Override
                public Inline inline() {
                    return inline;
                }

                @Override
                public int fill(ByteBuffer buffer) throws IOException {
                    if (turn.takeEnd()) {
                        return 0;
                    }
                    int filled = super.fill(buffer);
                    turn.read(filled);
                    return filled;
                }

                @Override
                public void fillInterested(Callback callback) {
                    super.fillInterested(inline.reading(callback));
                }

                @Override
                public void write(Callback callback, ByteBuffer... buffers) {
                    super.write(inline.writing(callback), buffers);
                }
            }
        };
    }
}
