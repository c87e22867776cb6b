package io.sluice.conversation;

import io.sluice.testing.Container;
import io.sluice.testing.Eventually;
import io.sluice.testing.RunningGateway;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;

/**
 * One gateway, where conversations are played, several at a time. Its clock stands still while they are: no timer helps
 * an end along, and no verdict depends on how fast anything is. Only for those that need it, it moves once they have
 * nothing else to wait for.
 */
final class Stage implements AutoCloseable {
    private static final String BOUNDS = """
            timeouts: {connect: 1h, idle: 0s, stall: 30s, linger: 60s, heartbeat: 0s, max-session: 0s}
            limits: {queue: 64KiB}
            """;

    private static final Duration TICK = Duration.ofSeconds(1);

    private final Container container;
    private final RunningGateway gateway;
    private final ExecutorService threads = Executors.newCachedThreadPool();

    Stage(Container container) throws Exception {
        this.container = container;
        this.gateway = RunningGateway.start(container, "routes: {/none: 1}\n" + BOUNDS);
    }

    /** Plays these at once. Fails, with the scripts, when anything is not as it should be after them. */
    void play(List<Script> scripts) throws Exception {
        play(scripts, false);
        play(scripts, true);
    }

    private void play(List<Script> scripts, boolean needsClock) throws Exception {
        List<Conversation> conversations = new ArrayList<>();
        for (Script script : scripts) {
            if (script.needsClock() == needsClock) {
                conversations.add(new Conversation(script, gateway.port(), threads));
            }
        }
        if (conversations.isEmpty()) {
            return;
        }
        gateway.apply(conversations.stream().map(Conversation::route).collect(Collectors.joining("", "routes:\n", ""))
                + BOUNDS);
        conversations.forEach(
                conversation -> conversation.start(() -> !gateway.gateway().busy()));
        List<String> failures = new ArrayList<>();
        try {
            Eventually.holds("all have played", () -> conversations.stream().allMatch(Conversation::settled));
            if (needsClock) {
                Eventually.holds("time ends all", () -> {
                    gateway.advance(TICK);
                    return sessionsAreGone(conversations);
                });
                conversations.forEach(conversation -> conversation.release(container));
                Eventually.holds("all are done", () -> conversations.stream().allMatch(Conversation::done));
            }
        } catch (AssertionError e) {
            failures.add(e.getMessage());
        }
        for (Conversation conversation : conversations) {
            List<String> breaches = conversation.breaches(container);
            if (!breaches.isEmpty()) {
                failures.add(String.join("\n", breaches) + "\n" + conversation);
            }
            conversation.abandon();
        }
        if (failures.isEmpty()) {
            checkNothingIsLeft(conversations, failures);
        }
        if (!failures.isEmpty()) {
            throw new AssertionError(String.join("\n\n", failures));
        }
    }

    private boolean sessionsAreGone(List<Conversation> conversations) {
        return conversations.stream().noneMatch(this::hasSession);
    }

    private boolean hasSession(Conversation conversation) {
        return gateway.gateway().sessions().all().stream()
                .anyMatch(session -> conversation.isOf(session.details().route()));
    }

    private void checkNothingIsLeft(List<Conversation> conversations, List<String> failures) {
        try {
            Eventually.holds("no session is left", () -> sessionsAreGone(conversations));
            Eventually.holds("no permit is left", () -> !gateway.gateway().busy());
            Eventually.holds(
                    "no buffer is left", () -> gateway.gateway().engine().buffersInUse() == 0);
        } catch (AssertionError e) {
            List<Conversation> guilty =
                    conversations.stream().filter(this::hasSession).toList();
            failures.add(e.getMessage() + "\n"
                    + (guilty.isEmpty() ? conversations : guilty)
                            .stream().map(Conversation::toString).collect(Collectors.joining("\n")));
        }
    }

    @Override
    public void close() throws IOException {
        threads.shutdownNow();
        gateway.close();
    }
}
