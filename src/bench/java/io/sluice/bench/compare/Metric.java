package io.sluice.bench.compare;

/** A figure of a measurement. */
enum Metric {
    CPU_A_GIB("cpu_s_per_gib", "CPU s/GiB", 2, true),
    THROUGHPUT("mib_s", "MiB/s", 0, false),
    CPU_A_ROUND_TRIP("cpu_us_per_round_trip", "CPU µs/round trip", 1, true),
    ROUND_TRIPS("round_trips_s", "round trips/s", 0, false),
    MEDIAN("p50_us", "p50 µs", 0, true),
    PERCENTILE_99("p99_us", "p99 µs", 0, true),
    PERCENTILE_99_9("p999_us", "p99.9 µs", 0, true),
    CPU_A_CONNECT("cpu_us_per_connect", "CPU µs/connect", 0, true),
    CONNECTS("connects_s", "connects/s", 0, false),
    MEMORY_A_SESSION("rss_kib_per_connection", "KiB/session", 1, true),
    MEMORY("rss_kib", "resident KiB in all", 0, true);

    private final String key;
    private final String title;
    private final int digits;
    private final boolean lessIsBetter;

    Metric(String key, String title, int digits, boolean lessIsBetter) {
        this.key = key;
        this.title = title;
        this.digits = digits;
        this.lessIsBetter = lessIsBetter;
    }

    /** Its name in what the load generator prints. */
    String key() {
        return key;
    }

    /** With its unit. */
    String title() {
        return title;
    }

    /** How many digits after the point are worth printing. */
    int digits() {
        return digits;
    }

    boolean lessIsBetter() {
        return lessIsBetter;
    }

    /** Whether it is the gateway's cost, which is nothing where there is no gateway. */
    boolean isCost() {
        return switch (this) {
            case CPU_A_GIB, CPU_A_ROUND_TRIP, CPU_A_CONNECT, MEMORY_A_SESSION, MEMORY -> true;
            default -> false;
        };
    }
}
