package io.sluice.bench.compare;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * How much is measured, and for how long.
 *
 * @param works in their order
 * @param rounds how often each is measured on each gateway
 * @param seconds of one measurement
 * @param rampSeconds of the same load before it counts
 * @param warmUpSeconds of mixed load on a gateway before the first round, for one that compiles while it runs
 * @param secondsBeforeIdle of mixed load on a fresh gateway before idle sessions are opened in it
 */
record Plan(
        List<Work> works,
        int rounds,
        double seconds,
        double rampSeconds,
        double warmUpSeconds,
        double secondsBeforeIdle) {
    private static final int KIB = 1024;
    private static final int[] BULK_SIZES = {KIB, 32 * KIB, KIB * KIB};
    private static final int[] BULK_CONNECTIONS = {1, 4, 64};
    /** A target that has much to send writes so much at once. */
    private static final int LARGE_WRITE = 256 * KIB;
    /** Of what a virtual machine needs until it has compiled what a connect takes: some ten thousand of them. */
    private static final double LONG_WARM_UP_SECONDS = 60;

    private static final int[] ECHO_SIZES = {64, 4 * KIB};
    private static final int[] ECHO_CONNECTIONS = {1, 16, 256};
    private static final int CONNECTING = 16;
    /** Below what the slowest gateway of the table can do on two cores, so that all are asked the same. */
    private static final int RATE = 4000;
    /** What a single connection is asked for. */
    private static final int RATE_OF_ONE = 1000;

    private static final Work IDLE_1000 = new Work(Traffic.IDLE, 1000, 1, 0);
    private static final Work IDLE_9000 = new Work(Traffic.IDLE, 9000, 1, 0);
    private static final Work CONNECTS = new Work(Traffic.CONNECT, CONNECTING, 1, 0);

    /** Everything. */
    static Plan whole(int rounds, double seconds) {
        List<Work> works = new ArrayList<>();
        for (Traffic traffic : List.of(Traffic.UP, Traffic.DOWN, Traffic.BOTH)) {
            for (int connections : BULK_CONNECTIONS) {
                for (int size : BULK_SIZES) {
                    works.add(new Work(traffic, connections, size, 0));
                }
            }
        }
        for (int connections : ECHO_CONNECTIONS) {
            for (int size : ECHO_SIZES) {
                works.add(new Work(Traffic.ECHO, connections, size, 0));
                works.add(latency(connections, size));
            }
        }
        works.addAll(List.of(CONNECTS, IDLE_1000, IDLE_9000));
        return new Plan(works, rounds, seconds, 1, LONG_WARM_UP_SECONDS, 4);
    }

    /** One of each sort, measured as thoroughly as everything. */
    static Plan typical(int rounds, double seconds) {
        List<Work> works = List.of(
                new Work(Traffic.UP, 4, 32 * KIB, 0),
                new Work(Traffic.DOWN, 4, LARGE_WRITE, 0),
                new Work(Traffic.BOTH, 4, 32 * KIB, 0),
                new Work(Traffic.ECHO, CONNECTING, 64, 0),
                latency(CONNECTING, 64),
                CONNECTS,
                IDLE_9000);
        return new Plan(works, rounds, seconds, 0.5, LONG_WARM_UP_SECONDS, 4);
    }

    /** One of each sort; over TLS only what TLS changes most. */
    static Plan quick(Transport transport, int rounds, double seconds) {
        List<Work> works = new ArrayList<>(
                List.of(new Work(Traffic.UP, 4, 32 * KIB, 0), new Work(Traffic.ECHO, CONNECTING, 64, 0), CONNECTS));
        if (transport == Transport.PLAIN) {
            works.addAll(List.of(
                    new Work(Traffic.DOWN, 4, 32 * KIB, 0),
                    new Work(Traffic.BOTH, 4, 32 * KIB, 0),
                    latency(CONNECTING, 64),
                    IDLE_1000));
        }
        return new Plan(works, rounds, seconds, 0.2, 5, 1);
    }

    private static Work latency(int connections, int size) {
        return new Work(Traffic.LATENCY, connections, size, connections == 1 ? RATE_OF_ONE : RATE);
    }

    /** The same with nothing but these sorts of work. */
    Plan only(Set<Traffic> kept) {
        List<Work> left =
                works.stream().filter(work -> kept.contains(work.traffic())).toList();
        return new Plan(left, rounds, seconds, rampSeconds, warmUpSeconds, secondsBeforeIdle);
    }
}
