package io.sluice.bench;

/** What the gateway runs in. */
enum GatewayContainer {
    /** The runner's own Jetty. */
    jetty,
    /** The WAR in a stock Tomcat 11. */
    tomcat
}
