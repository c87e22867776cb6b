package io.sluice.bench.compare;

/** What is between the clients and a gateway. */
enum Transport {
    PLAIN("ws"),
    TLS("wss, TLS");

    private final String title;

    Transport(String title) {
        this.title = title;
    }

    /** As a heading has it. */
    String title() {
        return title;
    }
}
