package io.sluice.bench.compare;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** All contenders over one transport: started, made warm, and measured in turn. */
final class Comparison implements AutoCloseable {
    private static final List<Work> WARM_UP = List.of(
            new Work(Traffic.UP, 4, 32 << 10, 0),
            new Work(Traffic.DOWN, 4, 32 << 10, 0),
            new Work(Traffic.ECHO, 16, 64, 0),
            new Work(Traffic.CONNECT, 16, 1, 0));
    /** What has nothing to compile is warm in this part of the time. */
    private static final double NATIVE_SHARE = 0.15;
    /** Idle sessions settle before they are measured, so that the measurement itself can be short. */
    private static final double SECONDS_OF_IDLE = 0.2;

    private final Site site;
    private final Transport transport;
    private final Plan plan;
    private final LoadGenerator load;
    private final List<Contender> contenders;
    private final Results results;
    private final Map<Contender, Gateway> gateways = new LinkedHashMap<>();

    Comparison(Site site, Transport transport, Plan plan, LoadGenerator load, List<Contender> contenders) {
        this.site = site;
        this.transport = transport;
        this.plan = plan;
        this.load = load;
        this.contenders = contenders;
        this.results = new Results(transport, contenders, plan.works());
    }

    /** How many measurements there will be. */
    int steps() {
        return Math.toIntExact(plan.rounds()
                * plan.works().stream()
                        .mapToLong(work -> contenders.stream()
                                .filter(contender -> contender.offers(transport, work.traffic()))
                                .count())
                        .sum());
    }

    Results run(Progress progress) throws Exception {
        for (Contender contender : contenders) {
            warmUp(contender, progress);
        }
        for (int round = 1; round <= plan.rounds(); round++) {
            for (Work work : plan.works()) {
                for (Contender contender : contenders) {
                    if (contender.offers(transport, work.traffic())) {
                        String outcome = measure(contender, work);
                        String what = String.format(
                                Locale.ROOT,
                                "round %d %s %s %s, %s",
                                round,
                                transport.name().toLowerCase(Locale.ROOT),
                                work.traffic().name().toLowerCase(Locale.ROOT),
                                work.title(),
                                contender.name());
                        progress.step(what, outcome);
                    }
                }
            }
        }
        return results;
    }

    private void warmUp(Contender contender, Progress progress) throws Exception {
        if (contender.role() == Role.CEILING) {
            return;
        }
        double share = contender.role() == Role.SLUICE ? 1 : NATIVE_SHARE;
        progress.say("warm-up %s: %s", transport.name().toLowerCase(Locale.ROOT), contender.name());
        for (Work work : WARM_UP) {
            if (contender.offers(transport, work.traffic())) {
                try {
                    load.measure(
                            contender,
                            running(contender),
                            transport,
                            work,
                            0,
                            plan.warmUpSeconds() * share / WARM_UP.size());
                } catch (IOException | MeasurementFailedException | AssertionError e) {
                    progress.say("  %s: %s", work.traffic(), firstLine(e));
                }
            }
        }
    }

    private String measure(Contender contender, Work work) throws Exception {
        try {
            Measurement measurement = work.traffic() == Traffic.IDLE
                    ? measureIdle(contender, work)
                    : load.measure(contender, running(contender), transport, work, plan.rampSeconds(), plan.seconds());
            results.add(contender, work, measurement);
            Metric metric = work.traffic().metrics().get(contender.role() == Role.CEILING ? 1 : 0);
            return String.format(
                    Locale.ROOT, "%." + metric.digits() + "f %s", measurement.value(metric), metric.title());
        } catch (IOException | MeasurementFailedException | AssertionError e) {
            results.fail(contender, work, firstLine(e));
            return "failed: " + firstLine(e);
        }
    }

    /** In a process of its own: memory that other work has left behind would be used again, and not be seen. */
    private Measurement measureIdle(Contender contender, Work work) throws Exception {
        try (Gateway fresh = contender.start(site, transport)) {
            for (Work before : WARM_UP) {
                load.measure(contender, fresh, transport, before, 0, plan.secondsBeforeIdle() / WARM_UP.size());
            }
            return load.measure(contender, fresh, transport, work.atMost(contender.mostIdle()), 0, SECONDS_OF_IDLE);
        }
    }

    /** The contender's process; a fresh one when there is none, or when it has ended under the load. */
    private Gateway running(Contender contender) throws Exception {
        Gateway gateway = gateways.get(contender);
        if (gateway == null || !gateway.isAlive()) {
            gateway = contender.start(site, transport);
            gateways.put(contender, gateway);
        }
        return gateway;
    }

    private static String firstLine(Throwable fault) {
        String message = fault.getMessage();
        return message == null ? fault.toString() : message.lines().findFirst().orElse(fault.toString());
    }

    @Override
    public void close() {
        gateways.values().forEach(Gateway::close);
    }
}
