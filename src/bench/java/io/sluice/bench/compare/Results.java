package io.sluice.bench.compare;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/** All measurements over one transport. */
final class Results {
    private final Transport transport;
    private final List<Contender> contenders;
    private final List<Work> works;
    private final Map<Cell, List<Measurement>> measurements = new HashMap<>();
    private final Map<Cell, String> failures = new LinkedHashMap<>();

    private record Cell(Contender contender, Work work) {}

    Results(Transport transport, List<Contender> contenders, List<Work> works) {
        this.transport = transport;
        this.contenders = contenders;
        this.works = works;
    }

    Transport transport() {
        return transport;
    }

    List<Contender> contenders() {
        return contenders;
    }

    /** The works of one sort. */
    List<Work> works(Traffic traffic) {
        return works.stream().filter(work -> work.traffic() == traffic).toList();
    }

    void add(Contender contender, Work work, Measurement measurement) {
        measurements
                .computeIfAbsent(new Cell(contender, work), cell -> new ArrayList<>())
                .add(measurement);
    }

    void fail(Contender contender, Work work, String why) {
        failures.putIfAbsent(new Cell(contender, work), why);
    }

    /** Why a contender could not do a work, when it failed in some round. */
    Optional<String> failure(Contender contender, Work work) {
        return Optional.ofNullable(failures.get(new Cell(contender, work)));
    }

    /** The median of all rounds; empty when there is none, or one has failed. */
    OptionalDouble median(Contender contender, Work work, Metric metric) {
        if (failure(contender, work).isPresent() || (metric.isCost() && contender.role() == Role.CEILING)) {
            return OptionalDouble.empty();
        }
        double[] sorted = of(contender, work).stream()
                .mapToDouble(measurement -> measurement.value(metric))
                .filter(Double::isFinite)
                .sorted()
                .toArray();
        if (sorted.length == 0) {
            return OptionalDouble.empty();
        }
        int middle = sorted.length / 2;
        return OptionalDouble.of(sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2);
    }

    /** Whether the load generator, not the gateway, was the limit in most rounds. */
    boolean loadWasTheLimit(Contender contender, Work work) {
        List<Measurement> all = of(contender, work);
        long limited = all.stream().filter(Measurement::loadWasTheLimit).count();
        return limited * 2 > all.size();
    }

    /** The median of the best WebSocket peer. */
    OptionalDouble bestPeer(Work work, Metric metric) {
        var medians = contenders.stream()
                .filter(contender -> contender.role() == Role.PEER)
                .map(contender -> median(contender, work, metric))
                .filter(OptionalDouble::isPresent)
                .mapToDouble(OptionalDouble::getAsDouble);
        return metric.lessIsBetter() ? medians.min() : medians.max();
    }

    private List<Measurement> of(Contender contender, Work work) {
        return measurements.getOrDefault(new Cell(contender, work), List.of());
    }
}
