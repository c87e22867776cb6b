package io.sluice.session;

import io.sluice.relay.CloseReason;
import java.time.Duration;

/** Told of what happens to sessions, on whatever thread it happens: it must neither block nor throw. */
public interface SessionListener {
    /** A session has begun; its target is being dialled. */
    void opened(LiveSession session);

    /** Its target has accepted, after so long. */
    void connected(LiveSession session, Duration dial);

    /** It is gone for this reason; its counters are final. */
    void closed(LiveSession session, CloseReason reason);
}
