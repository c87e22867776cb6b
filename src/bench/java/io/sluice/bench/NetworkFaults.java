package io.sluice.bench;

import io.sluice.bench.ClientProcess.Standing;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * A gateway between clients and targets, each in a network namespace of its own, joined by cables that are pulled. Runs
 * itself in a namespace of its own, with the gateway.
 */
@Command(
        name = "network-faults",
        description = "Pulled cables, delay and loss between clients, gateway and targets.",
        mixinStandardHelpOptions = true)
final class NetworkFaults implements Callable<Integer> {
    private static final String GATEWAY = "192.0.2.1";
    private static final String CLIENTS = "192.0.2.2";
    private static final String NEAR_TARGETS = "198.51.100.1";
    private static final String TARGETS = "198.51.100.2";
    private static final int SESSIONS = 10;

    private static final EchoPlan SILENT = EchoPlan.once();
    private static final EchoPlan BUSY = new EchoPlan(1, 256 * 1024, Duration.ZERO, Long.MAX_VALUE);

    /** For what is measured in polls of another process, on a machine that is busy. */
    private static final long ALLOWANCE_MILLIS = 500;

    private static final long HEARTBEAT_MILLIS = 1000;
    private static final long STALL_MILLIS = 2000;
    private static final long IDLE_MILLIS = 3000;
    private static final long LINGER_MILLIS = 1000;
    private static final long SHORT_PULL_MILLIS = 500;
    private static final long GIVEN_UP_MILLIS = 20_000;

    private static final String CONFIGURATION = """
            routes:
              /heartbeat:
                target: %1$s
                timeouts: {heartbeat: %2$dms, stall: %3$dms, linger: %5$dms, idle: 0s}
              /idle:
                target: %1$s
                timeouts: {heartbeat: 0s, idle: %4$dms, linger: %5$dms}
              /patient:
                target: %1$s
            """;

    @Mixin
    private final GatewayOptions options = new GatewayOptions();

    @Option(names = "--seconds", description = "How long transfers last under delay and loss; 20 unless given.")
    private Integer seconds;

    private final Report report = new Report("network faults between namespaces");
    private GatewayProcess gateway;
    private Namespace clients;
    private Namespace targets;

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new NetworkFaults()).execute(arguments));
    }

    @Override
    public Integer call() throws Exception {
        if (options.container() != GatewayContainer.jetty) {
            throw new IllegalArgumentException("Network faults are for the runner alone: its Jetty");
        }
        try (Namespace ofClients = Namespace.joined("clients", GATEWAY, CLIENTS);
                Namespace ofTargets = Namespace.joined("targets", NEAR_TARGETS, TARGETS);
                TargetProcess echo = TargetProcess.start(ofTargets.prefix(), TARGETS, TargetMode.ECHO);
                GatewayProcess started = GatewayProcess.start(
                        "network-faults", options, configuration(echo.port(TargetMode.ECHO)), GATEWAY)) {
            gateway = started;
            clients = ofClients;
            targets = ofTargets;
            clientsVanish("/heartbeat", SILENT, 2 * HEARTBEAT_MILLIS);
            clientsVanish("/heartbeat", BUSY, STALL_MILLIS + LINGER_MILLIS);
            targetsVanish(SILENT);
            targetsVanish(BUSY);
            shortPulls();
            disturbed();
        }
        return report.verdict();
    }

    private static String configuration(int port) {
        return CONFIGURATION.formatted(
                TARGETS + ":" + port, HEARTBEAT_MILLIS, STALL_MILLIS, IDLE_MILLIS, LINGER_MILLIS);
    }

    private ClientProcess open(String path, EchoPlan plan) throws IOException, InterruptedException {
        InetSocketAddress address =
                new InetSocketAddress(GATEWAY, gateway.address().getPort());
        return ClientProcess.start(clients.prefix(), address, path, SESSIONS, plan);
    }

    private static String described(EchoPlan plan) {
        return plan.equals(BUSY) ? "busy" : "silent";
    }

    private void clientsVanish(String path, EchoPlan plan, long bound) throws Exception {
        try (ClientProcess vanishing = open(path, plan)) {
            clients.pull();
            long taken = gateway.meter().awaitSessions(0, GIVEN_UP_MILLIS);
            clients.plug();
            report.promise(
                    taken <= bound + ALLOWANCE_MILLIS,
                    "%d %s clients vanish: slots free after %d ms, promised %d",
                    SESSIONS,
                    described(plan),
                    taken,
                    bound);
        }
    }

    private void targetsVanish(EchoPlan plan) throws Exception {
        long bound = IDLE_MILLIS + LINGER_MILLIS;
        try (ClientProcess staying = open("/idle", plan)) {
            targets.pull();
            long taken = gateway.meter().awaitSessions(0, GIVEN_UP_MILLIS);
            targets.plug();
            Standing standing = staying.standing();
            report.promise(
                    taken <= bound + ALLOWANCE_MILLIS && standing.codes().equals("1008=" + SESSIONS),
                    "the targets of %d %s clients vanish: ended after %d ms, promised %d; codes %s",
                    SESSIONS,
                    described(plan),
                    taken,
                    bound,
                    standing.codes());
        }
    }

    private void shortPulls() throws Exception {
        try (ClientProcess busy = open("/patient", BUSY)) {
            for (Namespace side : new Namespace[] {clients, targets, clients, targets}) {
                side.pull();
                TimeUnit.MILLISECONDS.sleep(SHORT_PULL_MILLIS);
                Standing before = busy.standing();
                side.plug();
                goesOn(busy, before, "a cable was out for " + SHORT_PULL_MILLIS + " ms");
            }
        }
        gateway.meter().awaitSessions(0, GIVEN_UP_MILLIS);
    }

    private void disturbed() throws Exception {
        String refused = clients.disturb("50ms", "5%");
        if (!refused.isEmpty()) {
            report.line("SKIPPED delay and loss: this system's tc has no netem: %s", refused);
            return;
        }
        targets.disturb("50ms", "5%");
        try (ClientProcess busy = open("/patient", BUSY)) {
            Standing before = busy.standing();
            TimeUnit.SECONDS.sleep(options.choose(seconds, 5, 20));
            goesOn(busy, before, "50 ms of delay and 5 % of loss, each way, on both sides");
        }
    }

    /** Waits for more echoes in all sessions together than there are sessions. */
    private void goesOn(ClientProcess busy, Standing before, String after) throws Exception {
        long began = System.nanoTime();
        Standing now = busy.standing();
        while (now.echoes() < before.echoes() + SESSIONS && millisSince(began) < GIVEN_UP_MILLIS) {
            TimeUnit.MILLISECONDS.sleep(20);
            now = busy.standing();
        }
        report.promise(
                now.open() == SESSIONS && now.wrong() == 0 && now.echoes() >= before.echoes() + SESSIONS,
                "%s: %d sessions go on after %d ms, %d more echoes (%d KiB), %d wrong",
                after,
                now.open(),
                millisSince(began),
                now.echoes() - before.echoes(),
                (now.bytes() - before.bytes()) >> 10,
                now.wrong());
    }

    private static long millisSince(long began) {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began);
    }
}
