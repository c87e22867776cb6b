package io.sluice.bench.compare;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * One thing that each gateway is measured at.
 *
 * @param connections how many at once
 * @param size of a message in bytes; of one write of the target
 * @param rate messages a second in all, for {@link Traffic#LATENCY}, else 0
 */
record Work(Traffic traffic, int connections, int size, int rate) {
    private static final int KIB = 1024;
    private static final int MIB = KIB * KIB;

    /** What tells it from others of the same traffic. */
    String title() {
        return switch (traffic) {
            case UP, DOWN, BOTH, ECHO -> connections + " × " + sizeTitle();
            case LATENCY -> connections + " × " + sizeTitle() + ", " + rate + "/s";
            case CONNECT -> connections + " at once";
            case IDLE -> String.format(Locale.ROOT, "%,d sessions", connections);
        };
    }

    private String sizeTitle() {
        return size >= MIB ? size / MIB + " MiB" : size >= KIB ? size / KIB + " KiB" : size + " B";
    }

    /** The same with fewer connections, if it has more than so many. */
    Work atMost(int most) {
        return connections <= most ? this : new Work(traffic, most, size, rate);
    }

    /** For the load generator's command line. */
    List<String> arguments() {
        List<String> arguments = new ArrayList<>(List.of(
                traffic.mode(), "--connections", Integer.toString(connections), "--size", Integer.toString(size)));
        if (rate > 0) {
            arguments.addAll(List.of("--rate", Integer.toString(rate)));
        }
        return arguments;
    }
}
