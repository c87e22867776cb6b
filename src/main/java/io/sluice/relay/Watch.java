package io.sluice.relay;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Decides which of a relay's time bounds is exceeded. Time comes in as a parameter, in nanoseconds of the loop's
 * {@link Ticker}. The traffic side ({@code moved}, {@code heard}) may be told from any thread, the rest is confined to
 * the loop's thread.
 */
final class Watch {
    /** Stands for "no deadline". */
    static final long NEVER = Long.MAX_VALUE;

    private final long idle;
    private final long stall;
    private final long heartbeat;
    private final long maxSession;
    private final long opened;

    /** When a byte last went either way. */
    private volatile long moved;

    /** When the client last gave a sign of life. */
    private volatile long heard;

    /** When the send that is under way began; only meaningful while {@link #sending}. */
    private long sendBegan;

    private boolean sending;

    /** When the last Ping was sent. */
    private long pinged;

    /** Whether the client was given more time for its Pong, because nobody looked for it in time. */
    private boolean pongExcused;

    /** Whether a Ping is due that has not been sent yet. */
    private boolean pingAsked;

    Watch(RelaySettings settings, long now) {
        this.idle = nanos(settings.idle());
        this.stall = nanos(settings.stall());
        this.heartbeat = nanos(settings.heartbeat());
        this.maxSession = nanos(settings.maxSession());
        this.opened = now;
        this.moved = now;
        this.heard = now;
        this.pinged = now;
    }

    /** A byte went to or from the client. */
    void moved(long now) {
        moved = now;
    }

    /** The client gave a sign of life: a message or a Pong. */
    void heard(long now) {
        heard = now;
    }

    /** Nothing is read from the client: the last Ping needs no answer, and the next is due in its time. */
    void deaf() {
        heard = Math.max(heard, pinged);
    }

    /** Something is handed to the client: bytes, or a Ping. */
    void sendBegan(long now) {
        sendBegan = now;
        sending = true;
    }

    /** The client has taken it. */
    void sendEnded() {
        sending = false;
    }

    /** Nanoseconds since a byte last went either way. */
    long idleFor(long now) {
        return now - moved;
    }

    /** The bound that is exceeded, or null. */
    @Nullable
    CloseReason exceeded(long now) {
        if (now >= deadline(opened, maxSession)) {
            return CloseReason.TOO_OLD;
        }
        if (sending && now >= deadline(sendBegan, stall)) {
            return CloseReason.CLIENT_STALLED;
        }
        if (awaitsPong() && now >= deadline(pinged, heartbeat)) {
            if (pongExcused || now - deadline(pinged, heartbeat) <= heartbeat / 2) {
                return CloseReason.CLIENT_SILENT;
            }
            // This look comes far too late: the machine was suspended, say, and the Pong may lie there unread.
            pongExcused = true;
            pinged = now;
        }
        if (now >= deadline(moved, idle)) {
            return CloseReason.IDLE;
        }
        return null;
    }

    /** True, once, when it is time for a Ping. */
    boolean pingDue(long now) {
        if (pingAsked || awaitsPong() || now < deadline(heard, heartbeat)) {
            return false;
        }
        pingAsked = true;
        return true;
    }

    /** The Ping that was due is being sent; from now on an answer is expected. */
    void pingBegan(long now) {
        pinged = now;
        pingAsked = false;
        pongExcused = false;
    }

    private boolean awaitsPong() {
        return heard < pinged;
    }

    /** The next moment at which looking again may find something; {@link #NEVER} when no bound is set. */
    long nextLook(long now) {
        long next = deadline(opened, maxSession);
        next = Math.min(next, deadline(sending ? sendBegan : now, stall));
        long sign = pingAsked ? now : Math.max(heard, pinged);
        next = Math.min(next, deadline(sign, heartbeat));
        return Math.min(next, deadline(moved, idle));
    }

    private static long deadline(long since, long bound) {
        return bound == 0 ? NEVER : since + bound;
    }

    private static long nanos(Duration duration) {
        return duration.toNanos();
    }
}
