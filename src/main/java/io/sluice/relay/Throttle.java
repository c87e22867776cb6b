package io.sluice.relay;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Holds one direction of one session to its paces, part by part. Confined to the loop's thread. */
final class Throttle {
    /** As much as the loop does for one session before it looks after the others. */
    private static final int UNLIMITED = 1 << 20;

    private final ContainedLoop loop;
    private final int part;
    private List<Pace> paces;

    /** Whether the next part is reserved, and for when. */
    private boolean reserved;

    private long turn;

    /** Fires when it is the next part's turn; null when nobody waits for it. */
    private Timers.@Nullable Timer waiting;

    /** Each part may have so many bytes at most. */
    Throttle(ContainedLoop loop, List<Pace> paces, int part) {
        this.loop = loop;
        this.paces = paces;
        this.part = part;
    }

    /** Whether there is any bound. */
    boolean limits() {
        return !paces.isEmpty();
    }

    /** How many bytes may go in one turn. */
    int most() {
        return limits() ? part : UNLIMITED;
    }

    /**
     * Whether the next part may go now; asks for its turn if that has not been done.
     *
     * @param onTurn run when it may, unless it may now
     */
    boolean isItsTurn(Runnable onTurn) {
        if (!limits()) {
            return true;
        }
        long now = loop.now();
        if (turn(now) <= now) {
            return true;
        }
        if (waiting == null) {
            waiting = loop.at(turn, () -> {
                waiting = null;
                onTurn.run();
            });
        }
        return false;
    }

    /** When the next part may go; asks for its turn if that has not been done. */
    long turn(long now) {
        if (!reserved) {
            reserved = true;
            turn = now;
            for (Pace pace : paces) {
                turn = Math.max(turn, pace.reserve(part, now));
            }
        }
        return turn;
    }

    /** The part whose turn it was has gone, or so much of it. */
    void moved(long bytes) {
        if (reserved) {
            reserved = false;
            paces.forEach(pace -> pace.giveBack(part - bytes));
        }
    }

    /** No bound any more: the session ends. */
    void lift() {
        moved(0);
        paces = List.of();
        if (waiting != null) {
            waiting.cancel();
            waiting = null;
        }
    }
}
