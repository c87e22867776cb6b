package io.sluice.manage;

import io.sluice.metrics.SessionMeter;
import io.sluice.metrics.Traffic;
import io.sluice.relay.Relay;
import io.sluice.session.SessionDetails;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A session, as JMX shows it. */
public final class SessionData {
    private final SessionDetails details;
    private final Traffic traffic;
    private final String state;
    private final long ageSeconds;
    private final long idleSeconds;
    private final long upPerSecond;
    private final long downPerSecond;
    private final boolean stalled;

    SessionData(SessionMeter meter) {
        Relay relay = meter.session().relay();
        this.details = meter.session().details();
        this.traffic = meter.traffic();
        this.state = relay.state().name().toLowerCase(Locale.ROOT);
        this.ageSeconds = relay.figures().age().toSeconds();
        this.idleSeconds = relay.figures().idleFor().toSeconds();
        this.upPerSecond = meter.upPerSecond();
        this.downPerSecond = meter.downPerSecond();
        this.stalled = relay.figures().stalled();
    }

    /** By which it is ended. */
    public String getId() {
        return details.id();
    }

    /** Who opened it; null: nobody is known. */
    public @Nullable String getUser() {
        return details.user();
    }

    /** The client's network address. */
    public String getAddress() {
        return details.address();
    }

    /** The route's path, as configured. */
    public String getRoute() {
        return details.route();
    }

    /** Where it leads. */
    public String getTarget() {
        return details.target();
    }

    /** Where it is in its life. */
    public String getState() {
        return state;
    }

    /** When it began, in ISO 8601. */
    public String getStarted() {
        return details.started().toString();
    }

    /** How long ago that was. */
    public long getAgeSeconds() {
        return ageSeconds;
    }

    /** How long no byte went either way. */
    public long getIdleSeconds() {
        return idleSeconds;
    }

    /** Bytes from the client. */
    public long getBytesUp() {
        return traffic.bytesUp();
    }

    /** Bytes to the client. */
    public long getBytesDown() {
        return traffic.bytesDown();
    }

    /** Messages from the client. */
    public long getMessagesUp() {
        return traffic.messagesUp();
    }

    /** Messages to the client. */
    public long getMessagesDown() {
        return traffic.messagesDown();
    }

    /** Bytes a second from the client, over the last seconds. */
    public long getUpPerSecond() {
        return upPerSecond;
    }

    /** Bytes a second to the client, over the last seconds. */
    public long getDownPerSecond() {
        return downPerSecond;
    }

    /** Whether it is not read from, because its target takes too little. */
    public boolean isStalled() {
        return stalled;
    }
}
