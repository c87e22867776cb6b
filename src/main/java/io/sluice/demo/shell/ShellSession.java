package io.sluice.demo.shell;

import java.io.IOException;
import java.util.Map;
import org.apache.sshd.common.channel.PtyMode;
import org.apache.sshd.common.channel.RequestHandler;
import org.apache.sshd.common.util.buffer.Buffer;
import org.apache.sshd.server.channel.ChannelSession;

/**
 * A channel on which a terminal and a shell can be asked for, and nothing else. What else a client says, environment
 * variables above all, would be kept as long as the channel is open, so it is refused.
 */
final class ShellSession extends ChannelSession {
    @Override
    protected RequestHandler.Result handleInternalRequest(String type, boolean wantsReply, Buffer request)
            throws IOException {
        return switch (type) {
            case "pty-req", CHANNEL_SHELL, "window-change", "signal" ->
                super.handleInternalRequest(type, wantsReply, request);
            default -> RequestHandler.Result.ReplyFailure;
        };
    }

    /** Of the terminal, the shell asks for the size only. */
    @Override
    protected RequestHandler.Result handlePtyReqParsed(
            String terminal, int columns, int rows, int width, int height, Map<PtyMode, Integer> modes)
            throws IOException {
        return super.handlePtyReqParsed("", columns, rows, width, height, Map.of());
    }
}
