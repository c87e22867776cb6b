package io.sluice.bench;

import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Option;

/** Options of every run. */
final class GatewayOptions {
    private static final long SHORT_REST_SECONDS = 3;
    private static final long REST_SECONDS = 10;

    @Option(
            names = "--container",
            paramLabel = "jetty|tomcat",
            defaultValue = "jetty",
            description =
                    "Where the gateway runs: alone, on its own Jetty (the default), or as a WAR in a stock Tomcat.")
    private GatewayContainer container = GatewayContainer.jetty;

    @Option(
            names = "--heap",
            paramLabel = "SIZE",
            defaultValue = "512m",
            description = "The gateway's largest heap, as -Xmx takes it; ${DEFAULT-VALUE} unless given.")
    private String heap = "512m";

    @Option(names = "--quick", description = "A short form of the run, under 30 seconds, to see that it works.")
    private boolean quick;

    GatewayContainer container() {
        return container;
    }

    String heap() {
        return heap;
    }

    /** Has everything that the load has left behind come to its end, as far as it does by itself. */
    void rest() throws InterruptedException {
        TimeUnit.SECONDS.sleep(quick ? SHORT_REST_SECONDS : REST_SECONDS);
    }

    /** The number that was given, else the one for a quick run or a whole one. */
    int choose(Integer given, int quickly, int wholly) {
        return given != null ? given : quick ? quickly : wholly;
    }
}
