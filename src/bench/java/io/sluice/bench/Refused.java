package io.sluice.bench;

/** Opens a session that is expected to be refused, or to end at once. */
final class Refused implements Conversation {
    private final Tally tally;

    Refused(Tally tally) {
        this.tally = tally;
    }

    @Override
    public void opened(ClientSession session) {
        tally.opened();
    }

    @Override
    public void ended(ClientSession session, Ending ending) {
        tally.ended(ending);
    }
}
