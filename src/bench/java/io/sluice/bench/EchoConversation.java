package io.sluice.bench;

import java.nio.ByteBuffer;
import java.util.concurrent.ThreadLocalRandom;

/** Sends messages to an echo and looks at every byte that comes back. */
final class EchoConversation implements Conversation {
    private static final int STARTS = 1_000_000;

    private final EchoPlan plan;
    private final Tally tally;
    private final Runnable whenEchoed;
    private final Runnable whenEnded;
    private long position = ThreadLocalRandom.current().nextInt(STARTS);
    private long done;
    private int size;
    private int missing;
    private long sentAt;

    EchoConversation(EchoPlan plan, Tally tally) {
        this(plan, tally, () -> {}, () -> {});
    }

    /** The same, with what is run, on the loop's thread, at each echo and when the session has ended. */
    EchoConversation(EchoPlan plan, Tally tally, Runnable whenEchoed, Runnable whenEnded) {
        this.plan = plan;
        this.tally = tally;
        this.whenEchoed = whenEchoed;
        this.whenEnded = whenEnded;
    }

    @Override
    public void opened(ClientSession session) {
        tally.opened();
        next(session);
    }

    private void next(ClientSession session) {
        if (session.ended()) {
            return;
        }
        size = plan.nextSize();
        missing = size;
        sentAt = System.nanoTime();
        session.send(Frames.known(position, size));
    }

    @Override
    public void received(ClientSession session, ByteBuffer payload) {
        int count = payload.remaining();
        if (count > missing || !KnownStream.matches(position, payload)) {
            tally.wrong();
            session.reset();
            return;
        }
        position += count;
        missing -= count;
        if (missing == 0) {
            done++;
            tally.echoed(System.nanoTime() - sentAt, size);
            whenEchoed.run();
            goOn(session);
        }
    }

    private void goOn(ClientSession session) {
        if (done == plan.echoes()) {
            session.close();
        } else if (plan.pause().isZero()) {
            next(session);
        } else {
            session.loop().after(plan.pause(), () -> next(session));
        }
    }

    @Override
    public void ended(ClientSession session, Ending ending) {
        tally.ended(ending);
        whenEnded.run();
    }
}
