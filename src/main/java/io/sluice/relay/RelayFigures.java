package io.sluice.relay;

import java.time.Duration;

/** What a relay has carried, at this moment or when it ended. Used from any thread. */
public final class RelayFigures {
    private final ContainedLoop loop;
    private final Upload upload;
    private final TargetSide target;
    private final Watch watch;
    private final long opened;

    RelayFigures(ContainedLoop loop, Upload upload, TargetSide target, Watch watch, long opened) {
        this.loop = loop;
        this.upload = upload;
        this.target = target;
        this.watch = watch;
        this.opened = opened;
    }

    /** Whether nothing is read from the client at this moment, because the target takes too little. */
    public boolean stalled() {
        return upload.stalled();
    }

    /** How many bytes the client has sent. */
    public long bytesUp() {
        return upload.accepted();
    }

    /** How many bytes of the target were handed to the client. */
    public long bytesDown() {
        Download reading = target.download();
        return reading == null ? 0 : reading.delivered();
    }

    /** How many messages the client has sent. */
    public long messagesUp() {
        return upload.messages();
    }

    /** How many messages the client was sent, but for Pings and the like. */
    public long messagesDown() {
        Download reading = target.download();
        return reading == null ? 0 : reading.messages();
    }

    /** How long ago the relay was made. */
    public Duration age() {
        return Duration.ofNanos(loop.now() - opened);
    }

    /** How long no byte has gone either way. */
    public Duration idleFor() {
        return Duration.ofNanos(watch.idleFor(loop.now()));
    }
}
