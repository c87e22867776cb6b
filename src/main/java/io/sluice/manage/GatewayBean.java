package io.sluice.manage;

import io.sluice.metrics.BuildVersion;
import io.sluice.session.LiveSession;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Answers JMX. */
final class GatewayBean implements GatewayMXBean {
    private static final double NANOS = 1e9;

    private final Operations operations;

    GatewayBean(Operations operations) {
        this.operations = operations;
    }

    private static String text(Reload reload) {
        String outcome = reload.outcome().name().toLowerCase(Locale.ROOT);
        return reload.problems().isEmpty() ? outcome : outcome + ": " + String.join("\n", reload.problems());
    }

    @Override
    public String getVersion() {
        return BuildVersion.text();
    }

    @Override
    public boolean isDraining() {
        return operations.draining();
    }

    @Override
    public boolean isReady() {
        return Condition.of(operations).ready();
    }

    @Override
    public String getLastReload() {
        Reload last = operations.lastReload();
        return last == null ? "" : text(last);
    }

    @Override
    public int getSessionsOpen() {
        return operations.figures().sessions().size();
    }

    @Override
    public long getSessionsTotal() {
        return operations.figures().sessionsOpened();
    }

    @Override
    public List<RouteData> getRoutes() {
        return operations.figures().routes().stream().map(RouteData::new).toList();
    }

    @Override
    public List<SessionData> getSessions() {
        return operations.figures().sessions().stream().map(SessionData::new).toList();
    }

    @Override
    public long getBytesUp() {
        return operations.figures().traffic().bytesUp();
    }

    @Override
    public long getBytesDown() {
        return operations.figures().traffic().bytesDown();
    }

    @Override
    public long getQueueBytes() {
        return operations.figures().queueBytes();
    }

    @Override
    public long getStalledSessions() {
        return operations.figures().stalled();
    }

    @Override
    public double getLoopLagSeconds() {
        return operations.figures().loopLag().toNanos() / NANOS;
    }

    @Override
    public long getFaults() {
        return operations.figures().faults();
    }

    @Override
    public Map<String, Long> getRefusals() {
        return operations.figures().refusals();
    }

    @Override
    public boolean isDescriptorsExhausted() {
        return operations.figures().descriptorsExhausted();
    }

    @Override
    public void drain() {
        record("drain", null);
        operations.drain();
    }

    @Override
    public String reload() {
        record("reload", null);
        return text(operations.reload());
    }

    @Override
    public boolean endSession(String id) {
        LiveSession session = operations.sessions().find(id);
        if (session != null) {
            record("end-session", id);
            session.end();
        }
        return session != null;
    }

    private void record(String operation, @Nullable String session) {
        operations.audit().operation(null, null, operation, session);
    }
}
