package io.sluice.fetch;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;

/**
 * A socket whose reads end at one moment all together. A read timeout alone begins anew with each byte; this holds for
 * a server that trickles, in TLS's handshake too, since {@code SSLSocket} reads from here.
 */
final class DeadlineSocket extends Socket {
    private final Deadline deadline;

    DeadlineSocket(Deadline deadline) {
        this.deadline = deadline;
    }

    @Override
    public InputStream getInputStream() throws IOException {
        return new FilterInputStream(super.getInputStream()) {
            @Override
            public int read() throws IOException {
                setSoTimeout(deadline.millisLeft());
                return super.read();
            }

            @Override
            public int read(byte[] bytes, int offset, int length) throws IOException {
                setSoTimeout(deadline.millisLeft());
                return super.read(bytes, offset, length);
            }
        };
    }
}
