package io.sluice.metrics;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot.HistogramDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.sluice.access.Refusal;
import io.sluice.relay.CloseReason;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;

/** The figures as Prometheus reads them. Has no threads and leaves nothing behind. Used from any thread. */
public final class Exposition {
    /** The text that every Prometheus reads. */
    public static final String TEXT = "text/plain; version=0.0.4; charset=utf-8";

    /** The text that OpenMetrics made of it. */
    public static final String OPEN_METRICS = "application/openmetrics-text; version=1.0.0; charset=utf-8";

    private static final double NANOS = 1e9;
    private static final double MILLIS = 1e3;

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final Figures figures;
    /** Of which the registry has the meters: it complains when it is given one again. */
    private final Set<RouteFigures> registered = ConcurrentHashMap.newKeySet();

    /**
     * Of these figures.
     *
     * @param draining whether the gateway takes no new sessions
     */
    public Exposition(Figures figures, ReloadFigures reloads, BooleanSupplier draining) {
        this.figures = figures;
        addConditions(draining);
        addReloads(reloads);
        for (Refusal refusal : Refusal.values()) {
            add(FunctionCounter.builder("sluice.refusals", figures, source -> source.refusals(refusal))
                    .description("Requests that were refused")
                    .tag("reason", refusal.label()));
        }
        addHistograms();
        // Only such as neither have threads nor are listened to by the virtual machine, which would keep them.
        for (MeterBinder binder : List.of(
                new JvmMemoryMetrics(),
                new JvmThreadMetrics(),
                new ProcessorMetrics(),
                new FileDescriptorMetrics(),
                new UptimeMetrics())) {
            binder.bindTo(registry);
        }
    }

    private void addConditions(BooleanSupplier draining) {
        add(Gauge.builder("sluice.draining", () -> draining.getAsBoolean() ? 1 : 0)
                .description("1 while the gateway takes no new sessions, else 0"));
        add(Gauge.builder("sluice.descriptors.exhausted", () -> figures.descriptorsExhausted() ? 1 : 0)
                .description("1 while the machine has no file descriptors left, else 0"));
        add(Gauge.builder("sluice.stalled.sessions", figures::stalled)
                .description("Sessions that are not read from because their targets take too little"));
        add(Gauge.builder("sluice.queue", figures::queueBytes)
                .baseUnit("bytes")
                .description("Memory that is taken by what waits for targets"));
        add(FunctionCounter.builder("sluice.faults", figures, Figures::faults)
                .description("Defects that were contained"));
        for (int i = 0; i < figures.loopLags().size(); i++) {
            int loop = i;
            add(Gauge.builder(
                            "sluice.loop.lag",
                            () -> figures.loopLags().get(loop).toNanos() / NANOS)
                    .baseUnit("seconds")
                    .description("How late a loop came for what is due each second: the latest of the last 60 seconds")
                    .tag("loop", Integer.toString(loop)));
        }
        add(Gauge.builder("sluice.build.info", () -> 1)
                .description("The version, and the Java that runs it")
                .tag("version", BuildVersion.text())
                .tag("java", Runtime.version().toString()));
    }

    /** As Prometheus knows them: Micrometer has no meter that only reads a histogram. */
    private void addHistograms() {
        PrometheusRegistry histograms = registry.getPrometheusRegistry();
        histograms.register(() -> HistogramSnapshot.builder()
                .name("sluice_session_length_seconds")
                .help("How long the sessions lived that have ended")
                .dataPoint(point(figures.lengths(), Labels.EMPTY))
                .build());
        histograms.register(() -> {
            HistogramSnapshot.Builder snapshot = HistogramSnapshot.builder()
                    .name("sluice_dial_seconds")
                    .help("How long it took targets to accept, from the session's start");
            figures.routes()
                    .forEach(route -> snapshot.dataPoint(point(route.dials(), Labels.of("route", route.route()))));
            return snapshot.build();
        });
    }

    private static HistogramDataPointSnapshot point(DurationHistogram histogram, Labels labels) {
        DoubleStream bounds = Arrays.stream(histogram.bounds()).mapToDouble(bound -> bound / NANOS);
        return HistogramDataPointSnapshot.builder()
                .labels(labels)
                .classicHistogramBuckets(ClassicHistogramBuckets.of(
                        DoubleStream.concat(bounds, DoubleStream.of(Double.POSITIVE_INFINITY))
                                .toArray(),
                        histogram.counts()))
                .sum(histogram.sum() / NANOS)
                .build();
    }

    private void addReloads(ReloadFigures reloads) {
        reloads.outcomes()
                .forEach((outcome, count) -> add(FunctionCounter.builder("sluice.reloads", count, Number::doubleValue)
                        .description("Times that the configuration was read again")
                        .tag("outcome", outcome)));
        add(Gauge.builder("sluice.last.reload.timestamp", () -> {
                    ReloadFigures.Last last = reloads.last();
                    return last == null ? Double.NaN : last.at().toEpochMilli() / MILLIS;
                })
                .baseUnit("seconds")
                .description("When the configuration was read again last; NaN: never"));
        add(Gauge.builder("sluice.last.reload.success", () -> {
                    ReloadFigures.Last last = reloads.last();
                    return last == null ? Double.NaN : (last.success() ? 1 : 0);
                })
                .description("1 if what was read last is served, else 0; NaN: never read again"));
    }

    private void add(Gauge.Builder<? extends Supplier<? extends Number>> gauge) {
        gauge.register(registry);
    }

    private void add(FunctionCounter.Builder<?> counter) {
        counter.register(registry);
    }

    /** All figures of now, in the text format of Prometheus, as {@link #TEXT} says. */
    public String text() {
        return scrape(TEXT);
    }

    /** All figures of now, as {@link #OPEN_METRICS} says. */
    public String openMetrics() {
        return scrape(OPEN_METRICS);
    }

    private String scrape(String format) {
        figures.routes().stream().filter(registered::add).forEach(this::add);
        return registry.scrape(format);
    }

    /** With all that may yet be counted, at 0: what is born at 1 never grew, for Prometheus. */
    private void add(RouteFigures route) {
        Gauge.builder("sluice.sessions.open", route, RouteFigures::sessionsOpen)
                .description("Sessions that live")
                .tag("route", route.route())
                .register(registry);
        add(FunctionCounter.builder("sluice.sessions.opened", route, RouteFigures::sessionsOpened)
                .description("Sessions that have begun")
                .tag("route", route.route()));
        for (CloseReason reason : CloseReason.values()) {
            add(FunctionCounter.builder("sluice.sessions.closed", route, source -> source.sessionsClosed(reason))
                    .description("Sessions that have ended")
                    .tags("route", route.route(), "reason", reason.label()));
        }
        addTraffic(route, "up", Traffic::bytesUp, Traffic::messagesUp);
        addTraffic(route, "down", Traffic::bytesDown, Traffic::messagesDown);
    }

    private void addTraffic(
            RouteFigures route, String direction, ToDoubleFunction<Traffic> bytes, ToDoubleFunction<Traffic> messages) {
        add(FunctionCounter.builder("sluice.relayed.bytes", route, source -> bytes.applyAsDouble(source.traffic()))
                .baseUnit("bytes")
                .description("Bytes that were relayed, up from clients or down to them")
                .tags("route", route.route(), "direction", direction));
        add(FunctionCounter.builder(
                        "sluice.relayed.messages", route, source -> messages.applyAsDouble(source.traffic()))
                .baseUnit("messages")
                .description("WebSocket messages that were relayed, up from clients or down to them")
                .tags("route", route.route(), "direction", direction));
    }
}
