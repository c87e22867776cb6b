package io.sluice.bench;

import io.sluice.testing.TestTarget;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** A mixed load for a long time; afterwards everything must be where it was. */
@Command(
        name = "soak",
        description = "A mixed load for a long time; afterwards all must be where it was.",
        mixinStandardHelpOptions = true)
final class Soak implements Callable<Integer> {
    private static final int SECONDS_A_SAMPLE = 20;
    private static final int LEAST_SAMPLES = 3;
    private static final long PAUSE_SECONDS = 1;
    private static final long GONE_MILLIS = 15_000;
    private static final long ALLOWED_GROWTH_KIB = 4096;

    @Mixin
    private final GatewayOptions options = new GatewayOptions();

    @Option(names = "--minutes", description = "How long; 60 unless given.")
    private Integer minutes;

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new Soak()).execute(arguments));
    }

    @Override
    public Integer call() throws Exception {
        int seconds = options.choose(minutes == null ? null : minutes * 60, 9, 3600);
        Report report = new Report("soak: mixed load for " + seconds + " s on " + options.container());
        try (TargetProcess targets =
                        TargetProcess.start(TargetMode.ECHO, TargetMode.SOURCE, TargetMode.SINK, TargetMode.STUCK);
                TargetProcess pausing = TargetProcess.start(TargetMode.ECHO);
                Socket refusing = TestTarget.refusing();
                GatewayProcess gateway = GatewayProcess.start(
                        "soak", options, configuration(targets, pausing, refusing.getLocalPort()))) {
            run(report, gateway, pausing, seconds);
        }
        return report.verdict();
    }

    private static String configuration(TargetProcess targets, TargetProcess pausing, int refusing) {
        return """
                timeouts: {stall: 2s, linger: 2s, heartbeat: 1s}
                routes:
                  /echo: %d
                  /source: %d
                  /sink: %d
                  /stuck: %d
                  /pausing: %d
                  /refusing: %d
                """.formatted(
                        targets.port(TargetMode.ECHO),
                        targets.port(TargetMode.SOURCE),
                        targets.port(TargetMode.SINK),
                        targets.port(TargetMode.STUCK),
                        pausing.port(TargetMode.ECHO),
                        refusing);
    }

    private void run(Report report, GatewayProcess gateway, TargetProcess pausing, int seconds) throws Exception {
        GatewayMeter meter = gateway.meter();
        try (MixedLoad warmUp = new MixedLoad(gateway.address())) {
            warmUp.start();
            // Long enough for code to be compiled, and for pools to get as large as this load has them.
            TimeUnit.SECONDS.sleep(Math.min(60, seconds / 3));
            warmUp.finish();
        }
        rest(meter);
        Figures before = meter.figures();
        report.figuresHead();
        report.figures("before, warm and rested", before);
        List<Figures> samples = new ArrayList<>();
        try (MixedLoad load = new MixedLoad(gateway.address())) {
            load.start();
            int count = Math.max(LEAST_SAMPLES, seconds / SECONDS_A_SAMPLE);
            long began = System.nanoTime();
            for (int sample = 1; sample <= count; sample++) {
                pausing.pause(PAUSE_SECONDS);
                long due = began + TimeUnit.SECONDS.toNanos(seconds) * sample / count;
                TimeUnit.NANOSECONDS.sleep(due - System.nanoTime());
                samples.add(meter.figures());
                report.figures("after " + (System.nanoTime() - began) / 1_000_000_000 + " s", samples.get(sample - 1));
            }
            for (Kind kind : load.kinds()) {
                kind(report, kind);
            }
            load.finish();
        }
        rest(meter);
        Figures after = meter.figures();
        report.figuresHead();
        report.figures("before, warm and rested", before);
        report.figures("after, rested", after);
        report.promiseSame(before, after);
        long left = after.heap() - before.heap();
        report.promise(left <= ALLOWED_GROWTH_KIB, "heap %+d KiB, allowed %d KiB", left, ALLOWED_GROWTH_KIB);
        Trend heap = Trend.of(samples, Figures::heap);
        report.promise(heap.growth() <= ALLOWED_GROWTH_KIB, "heap under load: %s", heap);
        Trend direct = Trend.of(samples, Figures::direct);
        report.promise(direct.growth() <= ALLOWED_GROWTH_KIB, "direct under load: %s", direct);
    }

    /** Waits for what the load has left to its timeouts, then for the rest. */
    private void rest(GatewayMeter meter) throws Exception {
        meter.awaitSessions(0, GONE_MILLIS);
        options.rest();
    }

    private static void kind(Report report, Kind kind) {
        Tally tally = kind.tally();
        report.promise(
                kind.asExpected() && tally.openedEver() + tally.endedEver() > 0,
                "%-26s %6d opened, %6d ended %s, %d echoes (p99 %.1f ms), %d MiB, %d wrong",
                kind.name(),
                tally.openedEver(),
                tally.endedEver(),
                tally.codes(),
                tally.echoes(),
                tally.echoMillis(0.99),
                tally.bytes() >> 20,
                tally.wrongs());
    }
}
