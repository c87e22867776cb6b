/**
 * The heart: one {@link io.sluice.relay.Relay} a session carries bytes between a WebSocket
 * ({@link io.sluice.relay.Downstream}) and a target's channel. It knows neither a servlet container nor a file format.
 */
@NullMarked
package io.sluice.relay;

import org.jspecify.annotations.NullMarked;
