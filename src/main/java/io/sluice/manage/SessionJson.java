package io.sluice.manage;

import io.sluice.metrics.SessionMeter;
import io.sluice.relay.Relay;
import io.sluice.relay.RelayFigures;
import io.sluice.session.SessionDetails;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** A session as operators read it. */
final class SessionJson {
    private SessionJson() {}

    static Map<String, Object> of(SessionMeter meter) {
        SessionDetails details = meter.session().details();
        Relay relay = meter.session().relay();
        RelayFigures carried = relay.figures();
        Map<String, Object> described = new LinkedHashMap<>();
        described.put("id", details.id());
        described.put("user", details.user());
        described.put("address", details.address());
        described.put("route", details.route());
        described.put("target", details.target());
        described.put("state", relay.state().name().toLowerCase(Locale.ROOT));
        described.put("started", details.started().toString());
        described.put("age-seconds", carried.age().toSeconds());
        described.put("idle-seconds", carried.idleFor().toSeconds());
        described.put("bytes-up", carried.bytesUp());
        described.put("bytes-down", carried.bytesDown());
        described.put("messages-up", carried.messagesUp());
        described.put("messages-down", carried.messagesDown());
        described.put("up-per-second", meter.upPerSecond());
        described.put("down-per-second", meter.downPerSecond());
        described.put("stalled", carried.stalled());
        return described;
    }
}
