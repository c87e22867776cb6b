package io.sluice.bench.compare;

/** What a contender is in the comparison. */
enum Role {
    SLUICE,
    /** A gateway of the same sort. */
    PEER,
    /** A relay of plain TCP: less work than a gateway has. */
    BASELINE,
    /** No gateway at all: what the load generator can do. */
    CEILING
}
