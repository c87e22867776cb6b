package io.sluice.access;

import java.time.InstantSource;
import java.util.List;

/**
 * What the policies of all routes share, those of later configurations included.
 *
 * @param checks what holds for every route, first
 * @param handshakes bounds how many may pass all other checks
 * @param attempts slows down who guesses
 * @param capacities where sessions are counted
 * @param clock tells the hours
 */
public record SharedChecks(
        List<Check> checks, HandshakeRate handshakes, Attempts attempts, Capacities capacities, InstantSource clock) {}
