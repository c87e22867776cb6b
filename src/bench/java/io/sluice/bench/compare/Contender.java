package io.sluice.bench.compare;

import java.util.List;

/** Something that can stand between the clients and the target. */
interface Contender {
    String name();

    Role role();

    /** What it is made of, for the list of versions. */
    String version();

    /** Whether it can do this at all. */
    boolean offers(Transport transport, Traffic traffic);

    /** The most idle sessions that this machine can have of it. */
    int mostIdle();

    /** How the clients speak to it, for the load generator's command line. */
    List<String> clientArguments();

    /** Starts a fresh process, and returns once it listens. */
    Gateway start(Site site, Transport transport) throws Exception;
}
