package io.sluice.bench.compare;

import java.util.List;

/** Clients that are connected to the target without anything between: what the load generator itself can do. */
final class NoGateway implements Contender {
    @Override
    public String name() {
        return "no gateway (the load's limit)";
    }

    @Override
    public Role role() {
        return Role.CEILING;
    }

    @Override
    public String version() {
        return "src/bench/load";
    }

    @Override
    public boolean offers(Transport transport, Traffic traffic) {
        return transport == Transport.PLAIN && traffic != Traffic.IDLE;
    }

    @Override
    public int mostIdle() {
        return 0;
    }

    @Override
    public List<String> clientArguments() {
        return List.of("--tcp");
    }

    @Override
    public Gateway start(Site site, Transport transport) {
        return new Gateway() {
            @Override
            public long pid() {
                return 0;
            }

            @Override
            public int port() {
                return site.targetPort();
            }

            @Override
            public boolean isAlive() {
                return true;
            }

            @Override
            public void close() {
                // There is nothing to end.
            }
        };
    }
}
