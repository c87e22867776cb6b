package io.sluice.access;

/** What became of finding out who sends a request. */
public sealed interface LogIn permits Identity, Refused {}
