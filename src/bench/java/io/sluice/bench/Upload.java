package io.sluice.bench;

import java.nio.ByteBuffer;

/** Sends as much as it can, up to a number of bytes. */
final class Upload implements Conversation {
    private static final int MESSAGE_BYTES = 32 * 1024;

    private final Tally tally;
    private final long bytes;
    private final ByteBuffer frame = Frames.known(0, MESSAGE_BYTES);
    private long sent;

    Upload(long bytes, Tally tally) {
        this.bytes = bytes;
        this.tally = tally;
    }

    @Override
    public void opened(ClientSession session) {
        tally.opened();
        session.send(frame.duplicate());
    }

    @Override
    public void sent(ClientSession session) {
        sent += MESSAGE_BYTES;
        tally.transferred(MESSAGE_BYTES);
        if (sent < bytes) {
            session.send(frame.duplicate());
        } else {
            session.close();
        }
    }

    @Override
    public void ended(ClientSession session, Ending ending) {
        tally.ended(ending);
    }
}
