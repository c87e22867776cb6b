package io.sluice.demo.shell;

import java.io.IOException;
import org.apache.sshd.common.channel.Channel;
import org.apache.sshd.common.channel.throttle.DefaultChannelStreamWriter;
import org.apache.sshd.common.io.IoWriteFuture;
import org.apache.sshd.common.util.buffer.Buffer;

/**
 * What a shell prints, sent packet by packet: each waits until the socket has taken it. The window that should hold a
 * shell back is its client's to say, and may be endless; what the socket does not take would then fill the memory.
 */
final class UnqueuedOutput extends DefaultChannelStreamWriter {
    UnqueuedOutput(Channel channel) {
        super(channel);
    }

    @Override
    public IoWriteFuture writeData(Buffer packet) throws IOException {
        IoWriteFuture written = super.writeData(packet);
        written.verify();
        return written;
    }
}
