package io.sluice.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Hundreds of flooded sessions whose other side does not read, beside a few that go on as if nothing were. */
@Command(
        name = "backpressure",
        description = "Floods towards targets and clients that do not read, beside sessions that echo.",
        mixinStandardHelpOptions = true)
final class Backpressure implements Callable<Integer> {
    private static final int ECHOING = 50;
    private static final int WARM_UP_SECONDS = 20;
    private static final int SHORT_WARM_UP_SECONDS = 5;
    private static final long MILLIS_BETWEEN_FLOODS = 25;
    private static final long GONE_MILLIS = 20_000;
    private static final double LARGEST_RATIO = 3;
    /** Of its throughput, the share that must be kept; the rest is what a machine does from one minute to the next. */
    private static final double LEAST_SHARE = 0.8;

    private static final long QUEUE_KIB = 256;
    private static final long BUFFER_KIB = 64;
    /** The large buffers of downloads, of which there are few: more than the ordinary ones that they stand for. */
    private static final long LARGE_BUFFERS_KIB = 32 * (512 - BUFFER_KIB);

    private static final long ALLOWED_GROWTH_KIB = 4096;

    @Mixin
    private final GatewayOptions options = new GatewayOptions();

    @Option(names = "--flooded", description = "Sessions that are flooded each way; 200 unless given.")
    private Integer flooded;

    @Option(names = "--seconds", description = "How long each part takes; 30 unless given.")
    private Integer seconds;

    @Option(
            names = "--limits",
            paramLabel = "YAML",
            description = "More of the section limits, such as \"stalled-uploads: 300\".")
    private String limits = "";

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new Backpressure()).execute(arguments));
    }

    @Override
    public Integer call() throws Exception {
        int count = options.choose(flooded, 50, 200);
        Report report = new Report("backpressure: " + count + " uploads to targets and " + count
                + " downloads to clients that do not read, on " + options.container());
        try (TargetProcess targets = TargetProcess.start(TargetMode.ECHO, TargetMode.SOURCE, TargetMode.STUCK);
                GatewayProcess gateway = GatewayProcess.start("backpressure", options, configuration(targets));
                Clients echoing = new Clients(gateway.address());
                Clients flooding = new Clients(gateway.address())) {
            run(report, gateway.meter(), echoing, flooding, count);
        }
        return report.verdict();
    }

    private String configuration(TargetProcess targets) {
        return """
                timeouts: {stall: 0s, heartbeat: 5s, linger: 2s}
                limits: {queue: %dKiB%s}
                routes:
                  /echo: %d
                  /source: {target: %d, timeouts: {heartbeat: 0s}}
                  /stuck: %d
                """.formatted(
                        QUEUE_KIB,
                        limits.isEmpty() ? "" : ", " + limits,
                        targets.port(TargetMode.ECHO),
                        targets.port(TargetMode.SOURCE),
                        targets.port(TargetMode.STUCK));
    }

    private void run(Report report, GatewayMeter meter, Clients echoing, Clients flooding, int count) throws Exception {
        int part = options.choose(seconds, 3, 30);
        int samples = options.choose(null, 3, 9);
        Tally echo = new Tally();
        for (int index = 0; index < ECHOING; index++) {
            echoing.open("/echo", new EchoConversation(EchoPlan.busy(), echo));
        }
        TimeUnit.SECONDS.sleep(options.choose(null, SHORT_WARM_UP_SECONDS, WARM_UP_SECONDS));
        Figures before = meter.figures();
        Pace idleBefore = Pace.measured(echo, meter, part);

        Tally uploads = new Tally();
        Tally downloads = new Tally();
        for (int index = 0; index < count; index++) {
            flooding.openSmall("/stuck", new Upload(Long.MAX_VALUE, uploads));
            flooding.openSmall("/source", new NoReading(downloads));
            // Not all in one moment: how a gateway takes that is another question.
            TimeUnit.MILLISECONDS.sleep(MILLIS_BETWEEN_FLOODS);
        }
        // Until every buffer on the way is full.
        options.rest();
        Figures full = meter.figures();
        Pace loaded = Pace.measured(echo, meter, part);
        List<Figures> later = new ArrayList<>();
        for (int sample = 0; sample < samples; sample++) {
            TimeUnit.MILLISECONDS.sleep(part * 1000L / samples);
            later.add(meter.figures());
        }

        int uploading = uploads.openedEver() - uploads.endedEver();
        String codes = uploads.codes().toString();
        int held = later.get(samples - 1).sessions() - uploading - echo.open();
        flooding.close();
        long gone = meter.awaitSessions(ECHOING, GONE_MILLIS);
        options.rest();
        Pace idleAfter = Pace.measured(echo, meter, part);
        Figures after = meter.figures();

        report.figuresHead();
        report.figures("echoes alone", before);
        report.figures("flooded, all full", full);
        report.figures("flooded, at the end", later.get(samples - 1));
        report.figures("echoes alone again", after);
        report.line("%-26s %s", "echoes alone", idleBefore);
        report.line("%-26s %s", "echoes beside floods", loaded);
        report.line("%-26s %s", "echoes alone again", idleAfter);
        report.promise(uploading == count, "uploads still open: %d of %d; ended with %s", uploading, count, codes);
        report.promise(held == count, "downloads still open: %d of %d", held, count);
        report.promise(
                echo.open() == ECHOING && echo.wrongs() == 0, "echoing sessions still open and right: %d", echo.open());
        double ratio = 2 * loaded.p99() / (idleBefore.p99() + idleAfter.p99());
        report.promise(ratio < LARGEST_RATIO, "p99 is %.2f times that of the idle gateway", ratio);
        double share = 2 * loaded.perSecond() / (idleBefore.perSecond() + idleAfter.perSecond());
        report.promise(share >= LEAST_SHARE, "throughput is %.2f times that of the idle gateway", share);
        Trend heap = Trend.of(later, Figures::heap);
        report.promise(heap.growth() <= ALLOWED_GROWTH_KIB, "heap: %s, allowed %d KiB", heap, ALLOWED_GROWTH_KIB);
        Trend direct = Trend.of(later, Figures::direct);
        report.promise(direct.growth() <= ALLOWED_GROWTH_KIB, "direct: %s, allowed %d KiB", direct, ALLOWED_GROWTH_KIB);
        // The queue and a part buffer of an upload, what the container keeps of its last read, and a buffer of a
        // download;
        // some downloads have a large one.
        long bound = count * (QUEUE_KIB + 3 * BUFFER_KIB) + LARGE_BUFFERS_KIB;
        long grown = direct.last() - before.direct();
        report.promise(
                after.sessions() == ECHOING && after.descriptorCount() == before.descriptorCount(),
                "floods gone %d ms after their clients; sessions %d, descriptors %d -> %d",
                gone,
                after.sessions(),
                before.descriptorCount(),
                after.descriptorCount());
        report.promise(grown <= bound, "direct memory for the floods: %d KiB, limits allow %d KiB", grown, bound);
    }
}
