package io.sluice.access;

import io.sluice.config.AddressRange;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Lets clients with certain addresses in. */
final class AddressCheck implements Check {
    private final List<AddressRange> allowed;

    /** With all that may; at least one. */
    AddressCheck(List<AddressRange> allowed) {
        this.allowed = allowed;
    }

    @Override
    public @Nullable Refused check(Handshake handshake) {
        boolean may = allowed.stream().anyMatch(range -> range.contains(handshake.address()));
        return may ? null : new Refused(Refusal.WRONG_ADDRESS);
    }
}
