package io.sluice.access;

/** What becomes of a request for a session. */
public sealed interface Decision permits Granted, Refused {}
