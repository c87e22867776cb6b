package io.sluice.relay;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Looks at a relay's {@link Watch} whenever it is time, ends the relay when a bound is exceeded, and sends heartbeats.
 * Confined to the loop's thread.
 */
final class Lookout {
    private final ContainedLoop loop;
    private final Watch watch;
    private final Upload upload;
    private final TargetSide target;
    private final Consumer<CloseReason> close;

    private Timers.@Nullable Timer timer;
    private boolean stopped;

    Lookout(ContainedLoop loop, Watch watch, Upload upload, TargetSide target, Consumer<CloseReason> close) {
        this.loop = loop;
        this.watch = watch;
        this.upload = upload;
        this.target = target;
        this.close = close;
    }

    /** Finds out anew when to look next; called when what the watch was told may have changed that. */
    void again() {
        cancel();
        if (stopped) {
            return;
        }
        long now = loop.now();
        long next = watch.nextLook(now);
        if (next <= now) {
            // As a task, not a timer: what stays due after looking must not keep the loop from all else.
            loop.execute(this::look);
        } else if (next != Watch.NEVER) {
            timer = loop.at(next, this::look);
        }
    }

    /** Looks no more. */
    void stop() {
        stopped = true;
        cancel();
    }

    private void cancel() {
        if (timer != null) {
            timer.cancel();
            timer = null;
        }
    }

    private void look() {
        if (stopped) {
            return;
        }
        long now = loop.now();
        Download reading = target.download();
        if (reading == null) {
            // Nobody is asked while dialling.
            watch.heard(now);
        } else if (upload.stalled()) {
            // A Pong would lie behind bytes that are not read. A Ping that cannot be sent still tells.
            watch.deaf();
        }
        CloseReason exceeded = watch.exceeded(now);
        if (exceeded != null) {
            close.accept(exceeded);
            return;
        }
        if (reading != null && watch.pingDue(now)) {
            reading.ping();
        }
        again();
    }
}
