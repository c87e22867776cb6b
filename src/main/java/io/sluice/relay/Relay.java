package io.sluice.relay;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * One session's relay: dials the target, carries bytes both ways, watches the time, and ends both sides as the
 * {@link CloseReason} says. Every end comes through {@link #close}; the first reason wins.
 *
 * <p>Threads: public methods may be called from any thread, {@link #receive} from one at a time. All else is confined
 * to the relay's loop.
 */
public final class Relay {
    private final SelectorLoop selectorLoop;
    private final ContainedLoop loop;
    private final SharedResources shared;
    private final RelaySettings settings;
    private final RelayListener listener;
    private final ClientSide client;
    private final Upload upload;
    private final TargetSide target;
    private final Watch watch;
    private final Lookout lookout;
    private final long opened;
    private final RelayFigures figures;
    private final AtomicReference<@Nullable CloseReason> reason = new AtomicReference<>();

    /** Written on the loop's thread only. */
    private volatile RelayState state = RelayState.DIALLING;

    private Timers.@Nullable Timer lingerTimer;

    Relay(
            SelectorLoop loop,
            SharedResources shared,
            Downstream downstream,
            RelaySettings settings,
            RelayListener listener) {
        this.selectorLoop = loop;
        this.loop = new ContainedLoop(loop, this::thrown);
        this.shared = shared;
        this.settings = settings;
        this.listener = listener;
        this.client = new ClientSide(downstream, shared.blocking());
        this.opened = loop.now();
        this.watch = new Watch(settings, opened);
        Throttle up = settings.bandwidth().up(this.loop);
        this.upload = new Upload(
                new UploadEvents(),
                downstream,
                new UploadQueue(shared.queueBuffers(), settings.queue()),
                shared.waitingThreads(),
                downstream.mayHoldThread() ? settings.stalledUploads() : 0,
                up.limits());
        this.target = new TargetSide(upload, up, new TargetEvents());
        this.figures = new RelayFigures(this.loop, upload, target, watch, opened);
        this.lookout = new Lookout(this.loop, watch, upload, target, this::close);
    }

    /**
     * Begins: dials the destination and carries bytes until one side, the clock or {@link #close} ends it. Called once.
     *
     * @param destination where to connect
     */
    public void start(Destination destination) {
        loop.execute(() -> {
            if (state == RelayState.DIALLING) {
                Dial dial = new Dial(
                        selectorLoop,
                        shared,
                        destination,
                        this::ready,
                        settings.connect().toNanos(),
                        new DialEvents());
                target.dialling(dial);
                dial.start();
                lookout.again();
            }
        });
    }

    /**
     * Bytes from the client, in order. Returns when they are on their way or queued; where reading cannot be paused,
     * waits while the target takes too little, up to the end of the session.
     *
     * @param payload read from its position to its limit; free again on return
     */
    public void receive(ByteBuffer payload) {
        long now = loop.now();
        watch.heard(now);
        watch.moved(now);
        try {
            upload.accept(payload);
        } catch (OutOfMemoryError e) {
            // The JDK copies what is not in a direct buffer into one.
            shared.faults().report("There is no memory to write to a target", e);
            close(CloseReason.NO_ROOM);
        }
        if (state == RelayState.ENDING) {
            // The end has waited for this.
            loop.execute(this::drain);
        }
    }

    /** The client has given a sign of life that carries no bytes. */
    public void heard() {
        watch.heard(loop.now());
    }

    /**
     * The client's connection is gone, or as good as gone: its Close frame is answered.
     *
     * @param why what to end for, if nothing else has ended the session before
     */
    public void clientGone(CloseReason why) {
        close(why);
        loop.execute(() -> {
            client.markGone();
            target.clientGone();
            settle();
        });
    }

    /** Ends the session for this reason, unless it is ending already. */
    public void close(CloseReason why) {
        if (reason.compareAndSet(null, why)) {
            if (why.clientAction() == CloseReason.ClientAction.CLOSE) {
                // A thread that waits for the target must not outlast the session.
                upload.refuse();
            }
            loop.execute(() -> end(why));
        }
    }

    /** Ends the session at once, for this reason unless it is ending already: neither side is waited for. */
    public void cutOff(CloseReason why) {
        close(why);
        loop.execute(() -> {
            if (state == RelayState.ENDING) {
                lingerIsOver();
            }
        });
    }

    /** Where this relay is in its life. */
    public RelayState state() {
        return state;
    }

    /** What it has carried so far. */
    public RelayFigures figures() {
        return figures;
    }

    /** Counts a message of the client, whose last bytes are about to be received. */
    public void countMessage() {
        upload.countMessage();
    }

    // ---- traffic -------------------------------------------------------------------------------------------------

    private void ready(int operations) {
        loop.run(() -> {
            if (operations == 0) {
                throw new IllegalStateException("The target's channel was closed by somebody else");
            }
            target.ready(operations);
            flushed();
        });
    }

    private void drain() {
        target.drain();
        flushed();
    }

    /** Something may have been flushed for which the end has waited. */
    private void flushed() {
        if (state == RelayState.ENDING) {
            target.end(endingFor().targetAction());
            settle();
        }
    }

    private final class UploadEvents implements Upload.Listener {
        @Override
        public void queued() {
            loop.execute(Relay.this::drain);
        }

        @Override
        public void noRoom() {
            close(CloseReason.NO_ROOM);
        }

        @Override
        public void readOnSoon() {
            loop.execute(upload::readOn);
        }

        @Override
        public void readAgain() {
            // What it has sent meanwhile comes now, an answer to a Ping as well.
            watch.heard(loop.now());
        }
    }

    private final class TargetEvents implements TargetSide.Listener {
        @Override
        public void itIsItsTurn() {
            drain();
        }

        @Override
        public void drained() {
            watch.moved(loop.now());
        }
    }

    private final class DownloadEvents implements Download.Listener {
        @Override
        public void sendBegan() {
            long now = loop.now();
            watch.sendBegan(now);
            watch.moved(now);
        }

        @Override
        public void pingBegan(long nanos) {
            watch.sendBegan(nanos);
            watch.pingBegan(nanos);
            lookout.again();
        }

        @Override
        public void sendEnded(boolean sent) {
            watch.sendEnded();
            if (!sent) {
                close(CloseReason.CLIENT_LOST);
            }
            if (state == RelayState.ENDING) {
                closeClient();
            }
        }

        @Override
        public void fault(Throwable e) {
            Relay.this.fault(e);
        }

        @Override
        public void ended(boolean reset) {
            if (!reset && upload.writing()) {
                // That write may be the one that learns of a reset; it does not block, so this is soon known.
                loop.execute(() -> ended(false));
                return;
            }
            targetGone(reset || upload.foundReset() ? CloseReason.TARGET_RESET : CloseReason.TARGET_ENDED);
        }

        @Override
        public void noRoom() {
            close(CloseReason.NO_ROOM);
        }
    }

    private final class DialEvents implements Dial.Outcome {
        @Override
        public void connected(Upstream upstream) {
            loop.run(() -> {
                Throttle down = settings.bandwidth().down(loop);
                target.connected(
                        upstream,
                        new Download(
                                selectorLoop, upstream, client, shared.downloadBuffers(), down, new DownloadEvents()));
                listener.connected(Duration.ofNanos(loop.now() - opened));
                if (state == RelayState.DIALLING) {
                    state = RelayState.OPEN;
                    upstream.wantRead(true);
                } else {
                    target.hurry();
                }
                drain();
            });
        }

        @Override
        public void failed(CloseReason why) {
            target.dialFailed();
            targetGone(why);
        }
    }

    // ---- the end -------------------------------------------------------------------------------------------------

    private void end(CloseReason why) {
        if (state == RelayState.CLOSED) {
            return;
        }
        state = RelayState.ENDING;
        lookout.stop();
        lingerTimer = loop.at(loop.now() + settings.linger().toNanos(), this::lingerIsOver);
        target.hurry();
        target.end(why.targetAction());
        switch (why.clientAction()) {
            case NONE -> client.markGone();
            case CLOSE -> closeClient();
            case ABORT -> client.abort();
        }
        settle();
    }

    /** The target has ended, or never was: that ends the session, or completes an end that waited for it. */
    private void targetGone(CloseReason why) {
        if (state == RelayState.ENDING) {
            target.close();
            settle();
        } else if (state != RelayState.CLOSED) {
            close(why);
            if (reason.get() != why) {
                // Another reason has just won, and its end is on its way here: it must hear of this.
                loop.execute(() -> targetGone(why));
            }
        }
    }

    /** Sends the Close frame as soon as nothing else is being sent; called again when a send has ended. */
    private void closeClient() {
        CloseReason why = endingFor();
        if (why.clientAction() == CloseReason.ClientAction.CLOSE && !target.sending()) {
            client.close(why);
        }
    }

    private void lingerIsOver() {
        target.close();
        client.abort();
        settle();
    }

    private void settle() {
        if (state != RelayState.ENDING || !target.gone() || !client.gone()) {
            return;
        }
        state = RelayState.CLOSED;
        if (lingerTimer != null) {
            lingerTimer.cancel();
        }
        listener.closed(endingFor());
    }

    private CloseReason endingFor() {
        CloseReason why = reason.get();
        if (why == null) {
            throw new IllegalStateException("No close reason in state " + state);
        }
        return why;
    }

    // ---- containment ---------------------------------------------------------------------------------------------

    /** A defect ends this session, not the loop. */
    private void thrown(Throwable e) {
        fault(e);
        if (state == RelayState.ENDING) {
            cut();
        }
    }

    private void fault(Throwable e) {
        shared.faults().report("A defect ends a session", e);
        close(CloseReason.FAULT);
    }

    /** What must end a session has failed itself: whatever else fails now, nothing is kept. */
    private void cut() {
        try {
            lingerIsOver();
        } catch (RuntimeException | Error e) {
            shared.faults().report("A session could not be ended in order", e);
        }
    }
}
