package io.sluice.config;

/** What a browser opens a route with. */
public enum Viewer {
    /** A remote desktop. */
    VNC,
    /** A terminal. */
    SSH,
    /** A line console. */
    CONSOLE,
    /** Nothing: the route is for other programs. */
    NONE;

    /**
     * Whether its usual servers put up with connections that are closed at once. VNC servers count them as attempts to
     * guess the password and lock everybody out who comes from the same address, which here is all that come through
     * the gateway; behind other programs' routes there may be databases, of which some do the same.
     */
    public boolean toleratesChecks() {
        return this == SSH || this == CONSOLE;
    }

    /** The viewer that goes with a target's usual port: 5900 to 5999 a desktop, 22 a terminal. */
    public static Viewer guess(TargetSettings target) {
        if (target instanceof TargetSettings.Host host) {
            int port = host.address().port();
            if (port >= 5900 && port <= 5999) {
                return VNC;
            }
            if (port == 22) {
                return SSH;
            }
        }
        return NONE;
    }
}
