package io.sluice.bench;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Set;
import java.util.function.Supplier;

/** One kind of clients in a mixed load: a few, each of which opens its next session when one has ended. */
final class Kind {
    private final String name;
    private final String path;
    private final Set<Integer> expected;
    private final Duration pause;
    private final Tally tally;
    private final Supplier<Conversation> conversations;
    private volatile boolean stopping;

    /**
     * A kind of clients.
     *
     * @param expected the codes with which its sessions may end
     * @param pause between a session's end and the next
     * @param tally of all its sessions; the conversations tell it
     */
    Kind(
            String name,
            String path,
            Set<Integer> expected,
            Duration pause,
            Tally tally,
            Supplier<Conversation> conversations) {
        this.name = name;
        this.path = path;
        this.expected = expected;
        this.pause = pause;
        this.tally = tally;
        this.conversations = conversations;
    }

    /** Starts so many of them. */
    void start(Clients clients, int count) {
        for (int index = 0; index < count; index++) {
            open(clients);
        }
    }

    private void open(Clients clients) {
        clients.open(path, new Again(conversations.get(), clients));
    }

    /** No session is opened any more; those that are open go on. */
    void stop() {
        stopping = true;
    }

    String name() {
        return name;
    }

    Tally tally() {
        return tally;
    }

    boolean asExpected() {
        return tally.wrongs() == 0 && expected.containsAll(tally.codes().keySet());
    }

    /** Has a conversation, and starts another one after it. */
    private final class Again implements Conversation {
        private final Conversation conversation;
        private final Clients clients;

        Again(Conversation conversation, Clients clients) {
            this.conversation = conversation;
            this.clients = clients;
        }

        @Override
        public void opened(ClientSession session) {
            conversation.opened(session);
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
            session.loop().after(pause, () -> {
                if (!stopping) {
                    open(clients);
                }
            });
        }
    }
}
