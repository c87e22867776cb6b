package io.sluice.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Thousands of sessions at once, whose targets are all killed in one moment. */
@Command(
        name = "crowd",
        description = "Thousands of sessions at once, then all targets are killed in one moment.",
        mixinStandardHelpOptions = true)
final class Crowd implements Callable<Integer> {
    private static final int TARGETS = 3;
    private static final int AT_ONCE = 32;
    private static final int WARM_UP = 500;
    private static final long HANGING_SECONDS = 180;
    private static final double BOUND_MILLIS = 5000;

    @Mixin
    private final GatewayOptions options = new GatewayOptions();

    @Option(names = "--sessions", description = "How many; 9000 unless given.")
    private Integer sessions;

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new Crowd()).execute(arguments));
    }

    @Override
    public Integer call() throws Exception {
        int count = options.choose(sessions, 1000, 9000);
        Report report = new Report("crowd: " + count + " sessions at once on " + options.container());
        List<TargetProcess> targets = new ArrayList<>();
        try {
            StringBuilder configuration = new StringBuilder("limits: {sessions: 20000}\nroutes:\n");
            for (int index = 0; index < TARGETS; index++) {
                TargetProcess target = TargetProcess.start(TargetMode.ECHO);
                targets.add(target);
                configuration.append("  /echo" + index + ": " + target.port(TargetMode.ECHO) + "\n");
            }
            try (GatewayProcess gateway = GatewayProcess.start("crowd", options, configuration.toString());
                    Clients clients = new Clients(gateway.address())) {
                run(report, gateway.meter(), clients, targets, count);
            }
        } finally {
            targets.forEach(TargetProcess::close);
        }
        return report.verdict();
    }

    private void run(Report report, GatewayMeter meter, Clients clients, List<TargetProcess> targets, int count)
            throws Exception {
        Tally warmUp = new Tally();
        open(clients, warmUp, WARM_UP, new EchoPlan(64, 64, Duration.ZERO, 1));
        warmUp.await(() -> warmUp.endedEver() == WARM_UP, HANGING_SECONDS);
        options.rest();
        Figures before = meter.figures();
        report.figuresHead();
        report.figures("before, warm", before);

        Tally tally = new Tally();
        long began = System.nanoTime();
        open(clients, tally, count, EchoPlan.once());
        tally.await(() -> tally.echoes() + tally.endedEver() >= count, HANGING_SECONDS);
        double seconds = (System.nanoTime() - began) / 1e9;
        report.figures("all open", meter.figures());
        report.line(
                "opened and echoed in %.1f s, %.0f a second; echo p50 %.1f ms, p99 %.1f ms",
                seconds, count / seconds, tally.echoMillis(0.5), tally.echoMillis(0.99));
        report.promise(
                tally.open() == count && tally.echoes() == count && tally.wrongs() == 0,
                "%d of %d sessions open at once, each echoed once; ended so far: %s",
                tally.open(),
                count,
                tally.codes());

        tally.restart();
        targets.forEach(TargetProcess::kill);
        tally.await(() -> tally.open() == 0, HANGING_SECONDS);
        long descriptorsBack = awaitDescriptors(meter, before.descriptorCount());
        report.line(
                "after kill -9 of all %d targets, sessions were closed within p50 %.0f ms, p99 %.0f ms, all %.0f ms",
                targets.size(), tally.endingMillis(0.5), tally.endingMillis(0.99), tally.endingMillis(1));
        // The dead had read everything, so their system ends each stream in order.
        report.promise(tally.codes().equals(Map.of(1000, count)), "closed with codes %s", tally.codes());
        report.promise(tally.endingMillis(1) <= BOUND_MILLIS, "all closed within %.0f ms", BOUND_MILLIS);
        report.promise(descriptorsBack <= BOUND_MILLIS, "descriptors back %d ms after the last close", descriptorsBack);
        options.rest();
        Figures after = meter.figures();
        report.figures("after, rested", after);
        report.promiseSame(before, after);
    }

    /** Opens so many sessions, some at a time: the next when one has got its echo or has failed. */
    private static void open(Clients clients, Tally tally, int count, EchoPlan plan) {
        AtomicInteger next = new AtomicInteger();
        for (int index = 0; index < AT_ONCE; index++) {
            openNext(clients, tally, count, plan, next);
        }
    }

    private static void openNext(Clients clients, Tally tally, int count, EchoPlan plan, AtomicInteger next) {
        int number = next.getAndIncrement();
        if (number < count) {
            AtomicInteger goneOn = new AtomicInteger();
            Runnable goOn = () -> {
                if (goneOn.getAndIncrement() == 0) {
                    openNext(clients, tally, count, plan, next);
                }
            };
            clients.open("/echo" + number % TARGETS, new EchoConversation(plan, tally, goOn, goOn));
        }
    }

    /** Milliseconds until there are no more descriptors than there were; gives up after twice the bound. */
    private static long awaitDescriptors(GatewayMeter meter, int before) throws Exception {
        long began = System.nanoTime();
        long taken = 0;
        while (meter.descriptors() > before && taken < 2 * BOUND_MILLIS) {
            TimeUnit.MILLISECONDS.sleep(20);
            taken = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began);
        }
        return taken;
    }
}
