package io.sluice.bench;

/** Opens a session and takes nothing of what comes. */
final class NoReading implements Conversation {
    private final Tally tally;

    NoReading(Tally tally) {
        this.tally = tally;
    }

    @Override
    public void opened(ClientSession session) {
        tally.opened();
        session.stopReading();
    }

    @Override
    public void ended(ClientSession session, Ending ending) {
        tally.ended(ending);
    }
}
