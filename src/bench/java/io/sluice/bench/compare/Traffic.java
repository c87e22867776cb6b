package io.sluice.bench.compare;

import java.util.List;

/** A sort of work. */
enum Traffic {
    UP("up", "Upload"),
    DOWN("down", "Download"),
    BOTH("both", "Both ways at once"),
    ECHO("echo", "Echo, each as fast as it can"),
    LATENCY("echo", "Echo at a fixed rate"),
    CONNECT("connect", "Connects"),
    IDLE("idle", "Idle sessions");

    private final String mode;
    private final String title;

    Traffic(String mode, String title) {
        this.mode = mode;
        this.title = title;
    }

    /** What the load generator calls it. */
    String mode() {
        return mode;
    }

    /** As a heading has it. */
    String title() {
        return title;
    }

    /** What is told of it, the most telling first. */
    List<Metric> metrics() {
        return switch (this) {
            case UP, DOWN, BOTH -> List.of(Metric.CPU_A_GIB, Metric.THROUGHPUT);
            case ECHO -> List.of(Metric.CPU_A_ROUND_TRIP, Metric.ROUND_TRIPS);
            case LATENCY -> List.of(Metric.MEDIAN, Metric.PERCENTILE_99, Metric.PERCENTILE_99_9);
            case CONNECT -> List.of(Metric.CPU_A_CONNECT, Metric.CONNECTS);
            case IDLE -> List.of(Metric.MEMORY_A_SESSION, Metric.MEMORY);
        };
    }
}
