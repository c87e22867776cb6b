package io.sluice.bench;

import io.sluice.bench.ClientProcess.Standing;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * Targets and half of the clients are killed with -9 in the middle of traffic, round after round; the others must not
 * notice.
 */
@Command(
        name = "kills",
        description = "kill -9 of a target and of half of the clients in the middle of traffic, beside others.",
        mixinStandardHelpOptions = true)
final class Kills implements Callable<Integer> {
    /** Up to so many bytes are under way in each session when somebody dies. */
    private static final EchoPlan MIXED = new EchoPlan(1, 256 * 1024, Duration.ofMillis(5), Long.MAX_VALUE);

    private static final int SESSIONS = 25;
    private static final long TRAFFIC_MILLIS = 1500;
    private static final long BOUND_MILLIS = 5000;

    @Mixin
    private final GatewayOptions options = new GatewayOptions();

    @Option(names = "--rounds", description = "How many; 10 unless given.")
    private Integer rounds;

    private final Report report = new Report("kills: kill -9 of targets and of half of the clients");

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new Kills()).execute(arguments));
    }

    @Override
    public Integer call() throws Exception {
        int count = options.choose(rounds, 1, 10);
        try (TargetProcess living = TargetProcess.start(TargetMode.ECHO);
                TargetProcess first = TargetProcess.start(TargetMode.ECHO);
                GatewayProcess gateway = GatewayProcess.start(
                        "kills",
                        options,
                        "timeouts: {linger: 2s}\nroutes: {/living: " + living.port(TargetMode.ECHO) + ", /dying: "
                                + first.port(TargetMode.ECHO) + "}\n")) {
            int port = first.port(TargetMode.ECHO);
            first.close();
            round(gateway, port, "warm-up");
            options.rest();
            Figures before = gateway.meter().figures();
            try (ClientProcess undisturbed = ClientProcess.start(gateway.address(), "/living", SESSIONS, MIXED)) {
                for (int number = 1; number <= count; number++) {
                    Standing was = undisturbed.standing();
                    round(gateway, port, "round " + number);
                    Standing is = undisturbed.standing();
                    report.promise(
                            is.open() == SESSIONS && is.wrong() == 0 && is.echoes() > was.echoes(),
                            "the others go on: %d open, %d more echoes, %d wrong, ended %s",
                            is.open(),
                            is.echoes() - was.echoes(),
                            is.wrong(),
                            is.codes());
                }
            }
            gateway.meter().awaitSessions(0, 2 * BOUND_MILLIS);
            options.rest();
            Figures after = gateway.meter().figures();
            report.figuresHead();
            report.figures("before, warm and rested", before);
            report.figures("after, rested", after);
            report.promiseSame(before, after);
        }
        return report.verdict();
    }

    /** Two processes of clients, of which one is killed; then the target of both that are left. */
    private void round(GatewayProcess gateway, int port, String name) throws Exception {
        int others = gateway.meter().sessions();
        InetSocketAddress address = gateway.address();
        try (TargetProcess target = TargetProcess.echoAt(port);
                ClientProcess dying = ClientProcess.start(address, "/dying", SESSIONS, MIXED);
                ClientProcess staying = ClientProcess.start(address, "/dying", SESSIONS, MIXED)) {
            TimeUnit.MILLISECONDS.sleep(TRAFFIC_MILLIS);
            dying.kill();
            long freed = gateway.meter().awaitSessions(others + SESSIONS, 2 * BOUND_MILLIS);
            report.promise(freed <= BOUND_MILLIS, "%s: slots of killed clients free after %d ms", name, freed);
            TimeUnit.MILLISECONDS.sleep(TRAFFIC_MILLIS);
            Standing before = staying.standing();
            report.promise(
                    before.open() == SESSIONS && before.wrong() == 0,
                    "%s: %d of the other clients' %d sessions live, %d wrong",
                    name,
                    before.open(),
                    SESSIONS,
                    before.wrong());
            target.kill();
            long ended = gateway.meter().awaitSessions(others, 2 * BOUND_MILLIS);
            Standing after = awaitClosed(staying);
            report.promise(
                    after.open() == 0 && ended <= BOUND_MILLIS && onlyProperCodes(after.codes()) && after.wrong() == 0,
                    "%s: sessions of the killed target ended within %d ms with codes %s",
                    name,
                    ended,
                    after.codes());
        }
    }

    /** The gateway is done with a session a little before its client has read so. */
    private static Standing awaitClosed(ClientProcess clients) throws Exception {
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(BOUND_MILLIS);
        Standing standing = clients.standing();
        while (standing.open() > 0 && System.nanoTime() < deadline) {
            TimeUnit.MILLISECONDS.sleep(20);
            standing = clients.standing();
        }
        return standing;
    }

    /** 1000 where the dead had read all that it was sent, 1011 where not: then its system resets the connection. */
    private static boolean onlyProperCodes(String codes) {
        return codes.matches("(1000|1011)=\\d+(,1011=\\d+)?");
    }
}
