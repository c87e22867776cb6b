package io.sluice.bench;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** All that happens to a gateway in a day, at once and for as long as wanted. */
final class MixedLoad implements AutoCloseable {
    private static final long FINISH_SECONDS = 2;
    private static final long BULK_BYTES = 8 << 20;
    private static final Set<Integer> NEVER = Set.of();
    private static final Set<Integer> IN_ORDER = Set.of(1000);
    private static final Set<Integer> BROKEN_OFF = Set.of(Ending.DROPPED);
    private static final Duration SOON = Duration.ofMillis(100);
    private static final Duration A_WHILE = Duration.ofSeconds(4);

    private final Clients clients;
    private final Map<Kind, Integer> kinds = new LinkedHashMap<>();

    MixedLoad(InetSocketAddress gateway) throws IOException {
        clients = new Clients(gateway);
        add(20, "long echoes", "/echo", NEVER, SOON, tally -> echo(20, Long.MAX_VALUE, tally));
        add(5, "echoes of pausing targets", "/pausing", NEVER, SOON, tally -> echo(20, Long.MAX_VALUE, tally));
        add(4, "short echoes", "/echo", IN_ORDER, SOON, tally -> echo(10, 5, tally));
        add(2, "broken off", "/echo", BROKEN_OFF, SOON, tally -> new Breaking(echo(10, 1000, tally), SOON));
        add(2, "downloads", "/source", IN_ORDER, SOON, tally -> new Download(BULK_BYTES, tally));
        add(2, "uploads", "/sink", IN_ORDER, SOON, tally -> new Upload(BULK_BYTES, tally));
        add(4, "clients that do not read", "/source", BROKEN_OFF, SOON, tally -> slow(new NoReading(tally)));
        add(4, "targets that do not read", "/stuck", BROKEN_OFF, SOON, tally -> slow(new Upload(BULK_BYTES, tally)));
        add(1, "targets that refuse", "/refusing", Set.of(1014), SOON, Refused::new);
        add(1, "no such route", "/nowhere", Set.of(404), SOON, Refused::new);
    }

    private static Conversation slow(Conversation conversation) {
        return new Breaking(conversation, A_WHILE);
    }

    Collection<Kind> kinds() {
        return kinds.keySet();
    }

    void start() {
        kinds.forEach((kind, count) -> kind.start(clients, count));
    }

    /** Opens nothing any more, closes what is open in order, and breaks off what does not end by that. */
    void finish() throws InterruptedException {
        kinds.keySet().forEach(Kind::stop);
        clients.closeSessions();
        TimeUnit.SECONDS.sleep(FINISH_SECONDS);
        clients.close();
    }

    private interface Making {
        Conversation with(Tally tally);
    }

    private void add(int count, String name, String path, Set<Integer> expected, Duration pause, Making making) {
        Tally tally = new Tally();
        kinds.put(new Kind(name, path, expected, pause, tally, () -> making.with(tally)), count);
    }

    private static Conversation echo(long pauseMillis, long echoes, Tally tally) {
        return new EchoConversation(new EchoPlan(1, 64 * 1024, Duration.ofMillis(pauseMillis), echoes), tally);
    }

    @Override
    public void close() {
        clients.close();
    }
}
