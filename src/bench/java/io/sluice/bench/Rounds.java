package io.sluice.bench;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Connects, has something echoed, closes, thousands of times; then everything must be where it was. */
@Command(
        name = "rounds",
        description = "Connect-echo-close rounds; then all must be where it was.",
        mixinStandardHelpOptions = true)
final class Rounds implements Callable<Integer> {
    private static final long HANGING_SECONDS = 600;
    private static final EchoPlan ONE_ECHO = new EchoPlan(64, 64, Duration.ZERO, 1);

    @Mixin
    private final GatewayOptions options = new GatewayOptions();

    @Option(names = "--rounds", description = "How many; 10000 unless given.")
    private Integer rounds;

    @Option(names = "--at-once", description = "How many at a time; ${DEFAULT-VALUE} unless given.", defaultValue = "8")
    private int atOnce;

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new Rounds()).execute(arguments));
    }

    @Override
    public Integer call() throws Exception {
        int count = options.choose(rounds, 1000, 10_000);
        Report report = new Report("rounds: " + count + " times connect, echo, close on " + options.container());
        try (TargetProcess targets = TargetProcess.start(TargetMode.ECHO);
                GatewayProcess gateway = GatewayProcess.start(
                        "rounds", options, "routes: {/echo: " + targets.port(TargetMode.ECHO) + "}\n");
                Clients clients = new Clients(gateway.address())) {
            run(clients, new Tally(), count / 5);
            options.rest();
            Figures before = gateway.meter().figures();
            Tally tally = new Tally();
            long began = System.nanoTime();
            run(clients, tally, count);
            double seconds = (System.nanoTime() - began) / 1e9;
            options.rest();
            Figures after = gateway.meter().figures();
            report.figuresHead();
            report.figures("after warm-up and rest", before);
            report.figures("after the rounds and rest", after);
            report.line(
                    "%d rounds in %.1f s, %.0f a second; echo p50 %.2f ms, p99 %.2f ms; %.0f us CPU a round",
                    count,
                    seconds,
                    count / seconds,
                    tally.echoMillis(0.5),
                    tally.echoMillis(0.99),
                    (after.cpu() - before.cpu()) * 1e6 / count);
            report.promise(
                    tally.echoes() == count && tally.wrongs() == 0, "%d of %d echoes right", tally.echoes(), count);
            report.promise(tally.codes().getOrDefault(1000, 0) == count, "closed with codes %s", tally.codes());
            report.promiseSame(before, after);
            return report.verdict();
        }
    }

    private void run(Clients clients, Tally tally, int count) throws InterruptedException {
        AtomicInteger left = new AtomicInteger(count);
        for (int index = 0; index < Math.min(atOnce, count); index++) {
            next(clients, tally, left);
        }
        if (!tally.await(() -> tally.endedEver() >= count, HANGING_SECONDS)) {
            throw new IllegalStateException("Only " + tally.endedEver() + " of " + count + " rounds came to an end");
        }
    }

    private static void next(Clients clients, Tally tally, AtomicInteger left) {
        if (left.getAndDecrement() > 0) {
            clients.open("/echo", new EchoConversation(ONE_ECHO, tally, () -> {}, () -> next(clients, tally, left)));
        }
    }
}
