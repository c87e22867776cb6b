package io.sluice.relay;

/**
 * Where a relay is in its life.
 *
 * <pre>
 *   DIALLING ──connected──► OPEN ──close──► ENDING ──both sides settled──► CLOSED
 *       └────────────────close───────────────┘
 * </pre>
 *
 * The first close reason wins; {@code ENDING} lasts at most the linger timeout.
 */
public enum RelayState {
    /** The target's name is resolved and its connection made; what the client sends is queued. */
    DIALLING,
    /** Bytes go both ways. */
    OPEN,
    /** The close reason is fixed; what was accepted is flushed and both ends are told. */
    ENDING,
    /** Both ends are gone, nothing is held any more. */
    CLOSED
}
