package io.sluice.testing;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** The time of day, which stands still until it is moved. */
public final class FakeClock implements InstantSource {
    private volatile Instant now = Instant.parse("2026-01-01T00:00:00Z");

    @Override
    public Instant instant() {
        return now;
    }

    public void advance(Duration by) {
        now = now.plus(by);
    }
}
