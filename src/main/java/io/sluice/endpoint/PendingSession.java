package io.sluice.endpoint;

import io.sluice.access.Permit;
import io.sluice.relay.Destination;
import io.sluice.route.Route;
import io.sluice.session.SessionDetails;

/** A session that is granted, and whose WebSocket the container has still to open. */
record PendingSession(Route route, Destination destination, Permit permit, SessionDetails details) {}
