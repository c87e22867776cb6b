package io.sluice.bench;

/** What a target does with its connections. */
enum TargetMode {
    /** Sends back what it gets. */
    ECHO,
    /** Sends the known stream for as long as it is taken. */
    SOURCE,
    /** Takes everything and says nothing. */
    SINK,
    /** Neither reads nor writes. */
    STUCK
}
