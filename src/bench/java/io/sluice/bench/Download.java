package io.sluice.bench;

import java.nio.ByteBuffer;

/** Takes a number of bytes from a source, looks at each, and closes. */
final class Download implements Conversation {
    private final Tally tally;
    private final long bytes;
    private long position;

    Download(long bytes, Tally tally) {
        this.bytes = bytes;
        this.tally = tally;
    }

    @Override
    public void opened(ClientSession session) {
        tally.opened();
    }

    @Override
    public void received(ClientSession session, ByteBuffer payload) {
        int count = payload.remaining();
        if (!KnownStream.matches(position, payload)) {
            tally.wrong();
            session.reset();
            return;
        }
        position += count;
        tally.transferred(count);
        if (position >= bytes) {
            session.close();
        }
    }

    @Override
    public void ended(ClientSession session, Ending ending) {
        tally.ended(ending);
    }
}
