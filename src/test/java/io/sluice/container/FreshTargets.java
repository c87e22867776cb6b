package io.sluice.container;

import io.sluice.testing.TestTarget;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Routes for tests that share a container: each takes one that no test has used, so that none sees another's rest. */
final class FreshTargets implements AutoCloseable {
    /** A route, by its path below the context path, and the server it leads to. */
    record Routed(String path, TestTarget target) {}

    private final List<Routed> all = new ArrayList<>();
    private int taken;

    FreshTargets(int count) throws IOException {
        for (int i = 0; i < count; i++) {
            all.add(new Routed("/target-" + i, new TestTarget()));
        }
    }

    /** The lines that go below {@code routes:}. */
    String yaml() {
        return all.stream()
                .map(routed ->
                        "  " + routed.path() + ": 127.0.0.1:" + routed.target().port() + "\n")
                .collect(Collectors.joining());
    }

    Routed take() {
        return all.get(taken++);
    }

    @Override
    public void close() {
        all.forEach(routed -> routed.target().close());
    }
}
