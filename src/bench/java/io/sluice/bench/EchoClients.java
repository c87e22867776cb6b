package io.sluice.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.stream.Collectors;

/**
 * The program of a process of clients that talk to an echo without end: {@code EchoClients HOST PORT PATH SESSIONS
 * SMALLEST LARGEST PAUSE_MILLIS}. Says {@code open} once all have got an echo; answers each line with its figures, as
 * {@link ClientProcess.Standing} reads them. Ends with its standard input.
 */
final class EchoClients {
    private static final long HANGING_SECONDS = 30;

    private EchoClients() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        InetSocketAddress gateway = new InetSocketAddress(arguments[0], Integer.parseInt(arguments[1]));
        int sessions = Integer.parseInt(arguments[3]);
        EchoPlan plan = new EchoPlan(
                Integer.parseInt(arguments[4]),
                Integer.parseInt(arguments[5]),
                Duration.ofMillis(Long.parseLong(arguments[6])),
                Long.MAX_VALUE);
        Tally tally = new Tally();
        try (Clients clients = new Clients(gateway)) {
            for (int index = 0; index < sessions; index++) {
                clients.open(arguments[2], new EchoConversation(plan, tally));
            }
            tally.await(() -> tally.openedEver() == sessions && tally.echoes() >= sessions, HANGING_SECONDS);
            System.out.println("open");
            BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
            while (in.readLine() != null) {
                String codes = tally.codes().entrySet().stream()
                        .map(entry -> entry.getKey() + "=" + entry.getValue())
                        .collect(Collectors.joining(","));
                System.out.println(tally.open() + " " + tally.echoes() + " " + tally.wrongs() + " " + tally.bytes()
                        + " " + (codes.isEmpty() ? "-" : codes));
            }
        }
    }
}
