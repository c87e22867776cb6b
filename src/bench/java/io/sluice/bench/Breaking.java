package io.sluice.bench;

import java.nio.ByteBuffer;
import java.time.Duration;

/** A conversation that the client breaks off with a TCP reset, after a while. */
final class Breaking implements Conversation {
    private final Conversation conversation;
    private final Duration wait;

    Breaking(Conversation conversation, Duration wait) {
        this.conversation = conversation;
        this.wait = wait;
    }

    @Override
    public void opened(ClientSession session) {
        conversation.opened(session);
        session.loop().after(wait, session::reset);
    }

    @Override
    public void received(ClientSession session, ByteBuffer payload) {
        conversation.received(session, payload);
    }

    @Override
    public void sent(ClientSession session) {
        conversation.sent(session);
    }

    @Override
    public void ended(ClientSession session, Ending ending) {
        conversation.ended(session, ending);
    }
}
