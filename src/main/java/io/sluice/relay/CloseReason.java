package io.sluice.relay;

import java.util.Locale;
import org.slf4j.event.Level;

/**
 * Why a session ends, and all that follows from it: what the client is told (RFC 6455 section 7.4), what the target
 * sees, the label in metrics and the level in the log. It is the close contract of the README in one place.
 */
public enum CloseReason {
    /** The target ended its stream; every byte of it was delivered. */
    TARGET_ENDED(1000, "", TargetAction.CLOSE, ClientAction.CLOSE, Level.INFO),
    /** The target reset its connection; what could be read was delivered. */
    TARGET_RESET(1011, "target reset", TargetAction.CLOSE, ClientAction.CLOSE, Level.INFO),
    /** Nothing listens at the target's address. */
    TARGET_REFUSED(1014, "target refused the connection", TargetAction.CLOSE, ClientAction.CLOSE, Level.WARN),
    /** There is no way to the target's address. */
    TARGET_UNREACHABLE(1014, "target unreachable", TargetAction.CLOSE, ClientAction.CLOSE, Level.WARN),
    /** The target did not accept within the connect timeout. */
    TARGET_TIMED_OUT(1014, "target did not answer in time", TargetAction.CLOSE, ClientAction.CLOSE, Level.WARN),
    /** The target's name has no address. */
    TARGET_NAME_NOT_FOUND(1014, "target name not found", TargetAction.CLOSE, ClientAction.CLOSE, Level.WARN),
    /** The target accepted, but there is no TLS with it: it is not who it should be, or does not speak it. */
    TARGET_TLS_FAILED(1014, "TLS with the target failed", TargetAction.CLOSE, ClientAction.CLOSE, Level.WARN),
    /** The client sent a Close frame, or broke the protocol; the container has answered. */
    CLIENT_CLOSED(1000, "", TargetAction.FLUSH_THEN_END, ClientAction.NONE, Level.INFO),
    /** The client's connection broke. */
    CLIENT_LOST(1006, "", TargetAction.FLUSH_THEN_END, ClientAction.ABORT, Level.INFO),
    /** The client answered no heartbeat. */
    CLIENT_SILENT(1006, "", TargetAction.FLUSH_THEN_END, ClientAction.ABORT, Level.INFO),
    /** The client took nothing for the stall timeout although there was something to take. */
    CLIENT_STALLED(1008, "client does not read", TargetAction.CLOSE, ClientAction.CLOSE, Level.INFO),
    /** No byte went either way for the idle timeout. */
    IDLE(1008, "idle for too long", TargetAction.FLUSH_THEN_END, ClientAction.CLOSE, Level.INFO),
    /** The session is as old as a session may become. */
    TOO_OLD(1008, "longest session time reached", TargetAction.FLUSH_THEN_END, ClientAction.CLOSE, Level.INFO),
    /** Somebody with the right to do so ended this session. */
    ENDED_BY_ADMINISTRATOR(
            1008, "ended by an administrator", TargetAction.FLUSH_THEN_END, ClientAction.CLOSE, Level.INFO),
    /** The gateway stops. */
    DRAINED(1012, "gateway is restarting", TargetAction.FLUSH_THEN_END, ClientAction.CLOSE, Level.INFO),
    /** Memory, descriptors or threads ran out. */
    NO_ROOM(1013, "no room: try again later", TargetAction.CLOSE, ClientAction.CLOSE, Level.WARN),
    /** A defect of the gateway itself. */
    FAULT(1011, "internal error", TargetAction.CLOSE, ClientAction.CLOSE, Level.ERROR);

    /** What happens to the target's connection. */
    enum TargetAction {
        /** Closed at once. */
        CLOSE,
        /**
         * What the client sent is written, then end of stream; closed when the target ends too. Closing at once would
         * make Linux drop what is still on its way, if there is anything left to read.
         */
        FLUSH_THEN_END
    }

    /** What happens to the client's connection. */
    enum ClientAction {
        /** Nothing: it is closed already. */
        NONE,
        /** A Close frame, behind what is being sent; an abort if the client does not let it end. */
        CLOSE,
        /** The connection is dropped without a word. */
        ABORT
    }

    private final int code;
    private final String text;
    private final TargetAction targetAction;
    private final ClientAction clientAction;
    private final Level level;

    CloseReason(int code, String text, TargetAction targetAction, ClientAction clientAction, Level level) {
        this.code = code;
        this.text = text;
        this.targetAction = targetAction;
        this.clientAction = clientAction;
        this.level = level;
    }

    /** The WebSocket close code. 1006 stands for an abort and is never sent. */
    public int code() {
        return code;
    }

    /** The reason phrase that goes with the code; empty where the code says it all. Never names a target's address. */
    public String text() {
        return text;
    }

    /** The name of this reason in metrics and in machine-readable output, such as {@code target-ended}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Whether there was no connection with the target, because it refused, did not answer or has no address. */
    public boolean targetIsAway() {
        return switch (this) {
            case TARGET_REFUSED, TARGET_UNREACHABLE, TARGET_TIMED_OUT, TARGET_NAME_NOT_FOUND -> true;
            default -> false;
        };
    }

    /** The level at which the end of a session for this reason is logged. */
    public Level level() {
        return level;
    }

    TargetAction targetAction() {
        return targetAction;
    }

    ClientAction clientAction() {
        return clientAction;
    }
}
