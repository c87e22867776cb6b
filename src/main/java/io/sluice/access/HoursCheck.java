package io.sluice.access;

import io.sluice.config.Hours;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Lets sessions begin at certain hours. */
final class HoursCheck implements Check {
    private final List<Hours> hours;
    private final InstantSource clock;

    /** With all hours in which they may; at least one. */
    HoursCheck(List<Hours> hours, InstantSource clock) {
        this.hours = hours;
        this.clock = clock;
    }

    @Override
    public @Nullable Refused check(Handshake handshake) {
        Instant now = clock.instant();
        return hours.stream().anyMatch(each -> each.include(now)) ? null : new Refused(Refusal.WRONG_TIME);
    }
}
